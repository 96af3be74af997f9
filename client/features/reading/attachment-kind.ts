import { type Attachment } from '#contract/messages.ts'

/** What a file is, in a word people use; each has a message `reading-files.file.<kind>`. */
export type FileKind =
  | 'pdf'
  | 'document'
  | 'spreadsheet'
  | 'presentation'
  | 'picture'
  | 'sound'
  | 'video'
  | 'archive'
  | 'text'
  | 'webPage'
  | 'message'
  | 'calendar'
  | 'contact'
  | 'program'
  | 'file'

const byEnding: Record<Exclude<FileKind, 'file'>, readonly string[]> = {
  pdf: ['pdf'],
  document: ['doc', 'docx', 'docm', 'odt', 'rtf', 'pages'],
  spreadsheet: ['xls', 'xlsx', 'xlsm', 'ods', 'csv', 'numbers'],
  presentation: ['ppt', 'pptx', 'pptm', 'odp', 'key'],
  picture: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'heic', 'bmp', 'tif', 'tiff', 'svg'],
  sound: ['mp3', 'wav', 'm4a', 'ogg', 'flac', 'opus'],
  video: ['mp4', 'mov', 'webm', 'mkv', 'avi', 'm4v'],
  archive: ['zip', '7z', 'rar', 'gz', 'tgz', 'tar', 'xz', 'bz2'],
  text: ['txt', 'md', 'log'],
  webPage: ['html', 'htm', 'xhtml', 'mht', 'mhtml'],
  message: ['eml', 'msg'],
  calendar: ['ics', 'vcs'],
  contact: ['vcf'],
  program: [
    ...['exe', 'com', 'scr', 'bat', 'cmd', 'ps1', 'vbs', 'vbe', 'js', 'jse', 'wsf', 'hta', 'msi', 'msix', 'jar', 'lnk'],
    ...['pif', 'cpl', 'reg', 'dll', 'iso', 'img', 'vhd', 'app', 'dmg', 'pkg', 'deb', 'rpm', 'apk', 'sh', 'run', 'xll'],
  ],
}

const kindOfEnding = new Map(
  Object.entries(byEnding).flatMap(([kind, endings]) => endings.map((ending) => [ending, kind as FileKind] as const)),
)

const byType: [RegExp, FileKind][] = [
  [/^application\/pdf$/, 'pdf'],
  [/^image\//, 'picture'],
  [/^audio\//, 'sound'],
  [/^video\//, 'video'],
  [/^message\//, 'message'],
  [/^text\/calendar$/, 'calendar'],
  [/^text\/(?:x-)?vcard$/, 'contact'],
  [/^text\/html$/, 'webPage'],
  [/^text\/csv$/, 'spreadsheet'],
  [/^text\//, 'text'],
  [/spreadsheet|ms-excel/, 'spreadsheet'],
  [/presentation|powerpoint/, 'presentation'],
  [/wordprocessing|msword|opendocument\.text/, 'document'],
  [/zip|compressed|x-tar|x-7z/, 'archive'],
  [/msdownload|executable|x-sh|javascript/, 'program'],
]

/** The name decides, because it decides what the person's computer will open it with; the media type only where it is silent. */
export function fileKind(name: string, type: string): FileKind {
  return kindOfEnding.get(endingsOf(name).at(-1) ?? '') ?? byType.find(([pattern]) => pattern.test(type))?.[1] ?? 'file'
}

/**
 * The kind a file pretends to be: `picture` for `holiday.jpg.exe`. Null when its name pretends nothing. An archive ending after
 * another one (`.tar.gz`, `report.pdf.zip`) says what is inside and pretends nothing.
 */
export function pretendedKind(name: string): FileKind | null {
  const endings = endingsOf(name)
  const actual = kindOfEnding.get(endings.at(-1) ?? '')
  const before = kindOfEnding.get(endings.at(-2) ?? '')
  if (actual === undefined || before === undefined || actual === before) return null
  return actual === 'program' || actual === 'webPage' ? before : null
}

/** Opening one of these runs or imitates something; the person is told before they do. */
export function isRisky(kind: FileKind): boolean {
  return kind === 'program' || kind === 'webPage'
}

/** Whether the server may show it in place, which in the end it decides by the content. */
export function mayPreview(type: string): boolean {
  return /^(?:image\/(?:png|jpe?g|gif|webp)|text\/(?!html|xml|rtf|calendar|(?:x-)?vcard)[\w.+-]+|application\/(?:json|pdf))$/.test(
    type,
  )
}

/** Whether it may be of a kind that can be looked into for what it has for people who do not see it. */
export function mayBeRead({ name, type }: Attachment): boolean {
  return (
    /^application\/pdf$|openxmlformats|oasis\.opendocument/.test(type) ||
    /\.(?:pdf|(?:doc|xls|ppt)[xm]|od[tsp])$/i.test(name)
  )
}

function endingsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split('.')
    .slice(1)
    .map((part) => part.trim())
}
