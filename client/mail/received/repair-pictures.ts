/** A picture on another site, as the message would show it. */
export interface RemotePicture {
  /** Where it lies. It stands in no markup: only the server may ask there, and only once the person allowed it. */
  address: string
  /** Empty for one that only decorates. */
  alt: string
  width: string | null
  height: string | null
  /** Cleaned like every other style of the message. */
  style: string | null
}

/** What was found while mending the pictures of a message. */
export interface RepairedPictures {
  remoteImages: number
  trackers: number
  contentIds: string[]
  /** The ones that can be shown; a place's `data-picture` is its number here. */
  pictures: RemotePicture[]
  /** Pictures meant to be looked at, loaded or not. */
  shown: number
}

/** Places for pictures that were not loaded; thousands of boxes in one line take a browser minutes to lay out. */
const mostPlaces = 300

/**
 * Takes the address off every picture that is not inside the message, and leaves its description in its place, or an empty
 * place where it only decorates. Pictures of
 * the message's own parts keep their Content-ID in `data-cid`, for the frame to fill in.
 */
export function repairPictures(body: HTMLElement, unnamed: string): RepairedPictures {
  const found: RepairedPictures = { remoteImages: 0, trackers: 0, contentIds: [], pictures: [], shown: 0 }
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
  if (found.shown >= mostPlaces || found.pictures.length >= mostPlaces) {
    picture.remove()
    return
  }
  const alt = picture.getAttribute('alt')?.trim() ?? unnamed
  const place = picture.ownerDocument.createElement('span')
  if (source !== '') {
    place.setAttribute('data-picture', String(found.pictures.length))
    const [width, height, style] = (['width', 'height', 'style'] as const).map((name) => picture.getAttribute(name))
    found.pictures.push({ address: source, alt, width: width ?? null, height: height ?? null, style: style ?? null })
  }
  if (alt !== '') describe(place, alt, found)
  picture.replaceWith(place)
}

function describe(place: HTMLElement, alt: string, found: RepairedPictures): void {
  found.shown += 1
  place.className = 'cc-picture'
  place.setAttribute('role', 'img')
  place.setAttribute('aria-label', alt)
  place.textContent = alt
}

function isTooSmallToSee(picture: HTMLImageElement): boolean {
  const style = picture.getAttribute('style') ?? ''
  const width = picture.getAttribute('width') ?? /(?:^|[\s;])(?:max-)?width:\s*(\d+)/.exec(style)?.[1]
  const height = picture.getAttribute('height') ?? /(?:min-)?height:\s*(\d+)/.exec(style)?.[1]
  const isTiny = (length: string | undefined) =>
    length !== undefined && /^\s*\d/.test(length) && parseFloat(length) <= 3
  return /display:\s*none/i.test(style) || (isTiny(width) && (height === undefined || isTiny(height)))
}
