import { call } from '#client/api/call.ts'
import { readPicture } from '#client/api/read-bytes.ts'
import { type RemotePicture } from '#client/mail/received/repair-pictures.ts'
import { type MessageId } from '#contract/ids.ts'
import { signPictures } from '#contract/pictures.ts'
import { type PictureProgress } from './picture-progress.ts'

interface Place {
  element: HTMLElement
  picture: RemotePicture
}

/** As many as the server fetches at once for one person. */
const atOnce = 4

/**
 * Puts pictures from other sites where their places are. The server fetches them and the frame gets their bytes as `blob:`, so
 * it still asks nobody. When `signal` aborts, the places stand as before.
 */
export async function showPictures(
  inside: Document,
  { id, pictures }: { id: MessageId; pictures: readonly RemotePicture[] },
  signal: AbortSignal,
  tell: (progress: PictureProgress) => void,
): Promise<void> {
  const waiting = [...placesByAddress(inside, pictures)]
  let progress: PictureProgress = { total: waiting.flatMap(([, places]) => places).length, shown: 0, failed: 0 }
  const count = (done: Partial<PictureProgress>) => {
    progress = { ...progress, ...done }
    if (!signal.aborted) tell(progress)
  }
  count({})
  try {
    const addresses = waiting.map(([address]) => address)
    const { tickets } = await call(signPictures, { params: { messageId: id }, body: { addresses } }, { signal })
    const queue = waiting.map(([, places], index) => ({ places, ticket: tickets[index] ?? null }))
    const work = async () => {
      for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
        const shown = next.ticket === null ? 0 : await fill(next.places, next.ticket, signal)
        count({ shown: progress.shown + shown, failed: progress.failed + next.places.length - shown })
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  } catch {
    count({ failed: progress.total - progress.shown })
  }
}

function placesByAddress(inside: Document, pictures: readonly RemotePicture[]): Map<string, Place[]> {
  const found = new Map<string, Place[]>()
  for (const element of inside.querySelectorAll<HTMLElement>('[data-picture]')) {
    const picture = pictures[Number(element.dataset['picture'])]
    if (picture) found.set(picture.address, [...(found.get(picture.address) ?? []), { element, picture }])
  }
  return found
}

/** How many of the places show the picture now: all or none. */
async function fill(places: readonly Place[], ticket: string, signal: AbortSignal): Promise<number> {
  const bytes = await readPicture(ticket, signal).catch(() => null)
  if (bytes === null || signal.aborted) return 0
  const address = URL.createObjectURL(bytes)
  signal.addEventListener('abort', () => URL.revokeObjectURL(address))
  try {
    for (const { element, picture } of places) await put(element, picture, address, signal)
    return places.length
  } catch {
    return 0
  }
}

/** Throws when the browser cannot decode it; then the description stays. */
async function put(place: HTMLElement, picture: RemotePicture, address: string, signal: AbortSignal): Promise<void> {
  const image = place.ownerDocument.createElement('img')
  image.alt = picture.alt
  for (const name of ['width', 'height', 'style'] as const) {
    const value = picture[name]
    if (value !== null) image.setAttribute(name, value)
  }
  image.src = address
  await image.decode()
  if (signal.aborted) return
  place.replaceWith(image)
  signal.addEventListener('abort', () => image.replaceWith(place))
}
