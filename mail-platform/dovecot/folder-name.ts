/** A folder name as IMAP4rev1 sends it: modified UTF-7 (RFC 3501 section 5.1.3). */
export function encodeFolderName(name: string): string {
  return name.replaceAll('&', '&-').replaceAll(/[^\x20-\x7e]+/g, (run) => {
    const bytes = Buffer.from(run, 'utf16le').swap16()
    return `&${bytes.toString('base64').replaceAll('=', '').replaceAll('/', ',')}-`
  })
}
