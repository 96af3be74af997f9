/** Storing a long text takes longer than a frame, and the browser has room for 5 MB in all. */
const longText = 50_000

export interface Packed {
  bytes: Uint8Array<ArrayBuffer>
  isPacked: boolean
}

/** The bytes of a text; fewer where it is long. A page that is going away has no time for that. */
export async function pack(text: string): Promise<Packed> {
  const isShort =
    text.length < longText || document.visibilityState === 'hidden' || !('CompressionStream' in globalThis)
  const bytes = new TextEncoder().encode(text)
  if (isShort) return { bytes, isPacked: false }
  return { bytes: await through(bytes, new CompressionStream('deflate-raw')), isPacked: true }
}

export async function unpack({ bytes, isPacked }: Packed): Promise<string> {
  return new TextDecoder().decode(isPacked ? await through(bytes, new DecompressionStream('deflate-raw')) : bytes)
}

/** Without a `Blob`: a browser that hands its bytes to another process keeps the next letter waiting for that. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter()
  // eslint-disable-next-line no-restricted-syntax -- bytes go into a stream, no markup into a page
  const [made] = await Promise.all([new Response(readable).arrayBuffer(), writer.write(bytes), writer.close()])
  return new Uint8Array(made)
}
