/** The whole body of a response; `tell` hears how many bytes have come. */
export async function readBody(response: Response, tell: (byteCount: number) => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let byteCount = 0
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    chunks.push(next.value)
    byteCount += next.value.length
    tell(byteCount)
  }
  const whole = new Uint8Array(byteCount)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
