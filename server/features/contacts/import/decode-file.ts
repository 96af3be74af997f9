/**
 * The text of a file that says nothing of its letters: by its mark (Unicode 16, 23.8), as UTF-16 where every other byte is nothing,
 * as UTF-8 where it is that, else as old Windows programs write.
 */
export function decodeFile(bytes: Buffer): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const start = bytes.subarray(0, 2000)
  const [even, odd] = [0, 1].map((from) => start.filter((byte, at) => at % 2 === from && byte === 0).length)
  if ((odd ?? 0) > start.length / 4) return new TextDecoder('utf-16le').decode(bytes)
  if ((even ?? 0) > start.length / 4) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
