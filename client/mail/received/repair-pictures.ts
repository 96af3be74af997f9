/** What was found while mending the pictures of a message. */
export interface RepairedPictures {
  remoteImages: number
  trackers: number
  contentIds: string[]
  /** Pictures meant to be looked at, loaded or not. */
  shown: number
}

/** Places for pictures that were not loaded; thousands of boxes in one line take a browser minutes to lay out. */
const mostPlaces = 300

/**
 * Takes the address off every picture that is not inside the message, and leaves its description in its place. Pictures of
 * the message's own parts keep their Content-ID in `data-cid`, for the frame to fill in.
 */
export function repairPictures(body: HTMLElement, unnamed: string): RepairedPictures {
  const found: RepairedPictures = { remoteImages: 0, trackers: 0, contentIds: [], shown: 0 }
  for (const picture of body.querySelectorAll('img')) {
    const source = picture.getAttribute('src') ?? ''
    if (/^cid:/i.test(source)) keepContentId(picture, source, found)
    else if (/^data:/i.test(source)) found.shown += 1
    else replaceRemote(picture, source, found, unnamed)
    if (picture.parentNode !== null && !picture.hasAttribute('alt')) picture.setAttribute('alt', unnamed)
  }
  return found
}

function keepContentId(picture: HTMLImageElement, source: string, found: RepairedPictures): void {
  const contentId = decodeContentId(source.slice(4))
  picture.removeAttribute('src')
  picture.setAttribute('data-cid', contentId)
  if (!found.contentIds.includes(contentId)) found.contentIds.push(contentId)
  found.shown += 1
}

/** RFC 2392: in a URL the Content-ID is percent-encoded and has no angle brackets. */
function decodeContentId(text: string): string {
  try {
    return decodeURIComponent(text).trim()
  } catch {
    return text.trim()
  }
}

function replaceRemote(picture: HTMLImageElement, source: string, found: RepairedPictures, unnamed: string): void {
  if (source !== '') found.remoteImages += 1
  if (isTooSmallToSee(picture)) {
    if (source !== '') found.trackers += 1
    picture.remove()
    return
  }
  const description = picture.getAttribute('alt')?.trim()
  if (description === '' || found.shown >= mostPlaces) {
    picture.remove()
    return
  }
  found.shown += 1
  const place = picture.ownerDocument.createElement('span')
  place.className = 'cc-picture'
  place.setAttribute('role', 'img')
  place.setAttribute('aria-label', description ?? unnamed)
  place.textContent = description ?? unnamed
  picture.replaceWith(place)
}

function isTooSmallToSee(picture: HTMLImageElement): boolean {
  const style = picture.getAttribute('style') ?? ''
  const width = picture.getAttribute('width') ?? /(?:^|[\s;])(?:max-)?width:\s*(\d+)/.exec(style)?.[1]
  const height = picture.getAttribute('height') ?? /(?:min-)?height:\s*(\d+)/.exec(style)?.[1]
  const isTiny = (length: string | undefined) =>
    length !== undefined && /^\s*\d/.test(length) && parseFloat(length) <= 3
  return /display:\s*none/i.test(style) || (isTiny(width) && (height === undefined || isTiny(height)))
}
