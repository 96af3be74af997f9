import { readPartBytes } from '#client/api/read-bytes.ts'
import { type Message } from '#contract/messages.ts'

/** Raster types only; anything else keeps its description in its place. */
const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** Above this a picture is not worth its wait inside a text; it is among the attachments. */
const largestBytes = 15_000_000

/**
 * Fills in the pictures that are parts of the message itself (`cid:`, RFC 2392). The bytes come through our own route and stand
 * in the frame as `blob:`, which its policy allows; nothing is asked of another site.
 */
export async function fillPictures(inside: Document, message: Message, signal: AbortSignal): Promise<void> {
  const places = [...inside.querySelectorAll<HTMLImageElement>('img[data-cid]')]
  const wanted = new Set(places.map((place) => place.dataset['cid']))
  const parts = message.attachments.filter(
    ({ contentId, type, sizeBytes }) =>
      contentId !== null && wanted.has(contentId) && shownTypes.has(type) && sizeBytes <= largestBytes,
  )
  const addresses: string[] = []
  signal.addEventListener('abort', () => addresses.forEach((address) => URL.revokeObjectURL(address)))
  await Promise.all(
    parts.map(async ({ partId, contentId, type }) => {
      const bytes = await readPartBytes(message.id, partId, signal).catch(() => null)
      if (bytes === null || signal.aborted) return
      const address = URL.createObjectURL(new Blob([bytes], { type }))
      addresses.push(address)
      for (const place of places) if (place.dataset['cid'] === contentId) place.src = address
    }),
  )
}
