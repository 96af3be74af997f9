/** The first bytes of an answer as text; the rest is not fetched. What is no UTF-8 shows as replacement characters. */
export async function readStart(response: Response, mostBytes: number): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let left = mostBytes
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value.subarray(0, left), { stream: true })
    left -= value.length
    if (left > 0) continue
    await reader.cancel()
    return text + decoder.decode()
  }
}
