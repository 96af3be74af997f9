import { Problem } from '#server/problem.ts'

/** All bytes of a body. Throws Problem `request-too-large`. */
export async function upTo(mostBytes: number, bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > mostBytes) throw new Problem('request-too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
