/** Names Windows keeps for devices, whatever their extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 150

/**
 * A file name safe to show and to save: no directories, control or direction characters, nothing reserved, at most 150
 * characters with the extension kept, never empty (then `fallback`).
 */
export function cleanFileName(name: string, fallback: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const visible = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|(?<![. ])[. ]+$/g, '')
  const safe = reserved.test(visible) ? `_${visible}` : visible
  return safe === '' ? fallback : shorten(safe)
}

/** What a whole message is called as a file: `Minutes of May.eml`. */
export function sourceFile(subject: string): { name: string; type: string } {
  return {
    name: cleanFileName(`${subject.replaceAll(/[/\\]/g, '-').trim() || 'message'}.eml`, 'message.eml'),
    type: 'message/rfc822',
  }
}

function shorten(name: string): string {
  const characters = Array.from(name)
  if (characters.length <= longest) return name
  const extension = /\.[^.]{1,16}$/u.exec(name)?.[0] ?? ''
  return characters.slice(0, longest - Array.from(extension).length).join('') + extension
}
