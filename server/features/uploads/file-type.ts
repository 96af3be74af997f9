/* What a file is called when it goes out: by the ending of its name, where its first bytes do not say otherwise. */

const typesByEnding: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.csv': 'text/csv',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.eml': 'message/rfc822',
  '.epub': 'application/epub+zip',
  '.gif': 'image/gif',
  '.gz': 'application/gzip',
  '.heic': 'image/heic',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.ics': 'text/calendar',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.m4a': 'audio/mp4',
  '.md': 'text/markdown',
  '.mov': 'video/quicktime',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.odp': 'application/vnd.oasis.opendocument.presentation',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.ogg': 'audio/ogg',
  '.p7m': 'application/pkcs7-mime',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.rtf': 'application/rtf',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.txt': 'text/plain',
  '.vcf': 'text/vcard',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
}

/** How files of some types begin. Whatever else is called so is sent as plain bytes. */
const beginnings: Readonly<Record<string, RegExp>> = {
  'application/pdf': /^[\s\S]{0,1024}%PDF-/,
  'image/png': /^\x89PNG\r\n\cZ\n/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8[79]a/,
  'image/webp': /^RIFF[\s\S]{4}WEBP/,
}

/** Programs of Windows, Linux and macOS. */
const programs = /^(?:MZ|\x7fELF|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf])/

/** The type a file is sent under, never the one a browser claimed. */
export function typeOfFile(name: string, start: Buffer): string {
  const type = typesByEnding[endingOf(name)] ?? ''
  const beginning = beginnings[type]
  const fits = beginning ? beginning.test(start.toString('latin1')) : !type.startsWith('text/') || !start.includes(0)
  return type !== '' && fits ? type : 'application/octet-stream'
}

/** Whether the first bytes are those of a program, whatever its name. */
export function isProgram(start: Buffer): boolean {
  return programs.test(start.subarray(0, 8).toString('latin1'))
}

/** The last ending of a name in small letters, with the dot; empty where there is none. */
export function endingOf(name: string): string {
  return /\.[^.\s]+$/.exec(name)?.[0].toLowerCase() ?? ''
}
