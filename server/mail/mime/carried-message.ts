import type { HeldMessage, Hold } from '../message-bytes.ts'

/** A message on its way into another one, and how its bytes are to be labelled there (RFC 2045, 6.2). */
export interface CarriedMessage {
  held: HeldMessage
  encoding: '7bit' | '8bit'
}

/** RFC 2045, 2.7, with the end of the line. */
const longestLineBytes = 1_000
const [nul, lineFeed, carriageReturn, beyondAscii] = [0, 10, 13, 128]

/** Holds it without ever having all of it in memory, and looks at each byte on the way. Whoever asks lets go of it. */
export async function holdCarried(bytes: AsyncIterable<Buffer>, hold: Hold): Promise<CarriedMessage> {
  const seen = { isPlain: true }
  const held = await hold(watched(bytes, seen))
  return { held, encoding: seen.isPlain ? '7bit' : '8bit' }
}

async function* watched(bytes: AsyncIterable<Buffer>, seen: { isPlain: boolean }): AsyncGenerator<Buffer> {
  let lineBytes = 0
  let last = 0
  for await (const chunk of bytes) {
    for (const byte of seen.isPlain ? chunk : []) {
      // A carriage return alone is none of a text in 7 bits.
      if (byte === nul || byte >= beyondAscii || (last === carriageReturn && byte !== lineFeed)) seen.isPlain = false
      lineBytes = byte === lineFeed ? 0 : lineBytes + 1
      if (lineBytes >= longestLineBytes) seen.isPlain = false
      last = byte
    }
    yield chunk
  }
}
