/** How far apart the width and the height of a picture may stand in its dictionary. */
const around = 1_500
/** A file that claims more sizes than this is looked at so far. */
const mostSizes = 5_000

/**
 * Whether a PDF file has a picture of more pixels than this, by the sizes its pictures claim (ISO 32000-1, 8.9.5). A picture is always a
 * stream, whose dictionary stands in the file as it is, even where all else is packed or encrypted.
 */
export function hasLargerPicture(file: Uint8Array, pixels: number): boolean {
  const text = new TextDecoder('latin1').decode(file)
  let sizes = 0
  for (const { 1: width, index } of text.matchAll(/\/Width\s(\d{3,9})(?!\d)/g)) {
    if ((sizes += 1) > mostSizes) return false
    const before = text.slice(Math.max(0, index - around), index)
    const after = text.slice(index, index + around)
    const dictionary = before.slice(Math.max(before.lastIndexOf(' obj'), 0)) + (after.split('stream', 1)[0] ?? '')
    const height = /\/Height\s(\d{1,9})(?!\d)/.exec(dictionary)?.[1] ?? 0
    if (/\/Subtype\s?\/Image\b/.test(dictionary) && Number(width) * Number(height) > pixels) return true
  }
  return false
}
