import { idPrefix } from './css.ts'
import { sectioningElements } from './allow-lists.ts'
import { isMisleading, readLink } from './links.ts'
import { type RemotePicture, repairPictures } from './repair-pictures.ts'
import { repairTables } from './repair-tables.ts'

/** Words the repairs put into the message, in the reader's language. */
export interface RepairWords {
  /** Stands for a picture that has no description. */
  unnamedPicture: string
  /** Description of a link, spoken after its name: "Opens agency.example". */
  opens(host: string): string
  /** Said behind a link whose text names another place than it leads to. */
  misleading(host: string): string
}

export interface Repaired {
  /** `img` elements of other sites, trackers included. */
  remoteImages: number
  /** Of these, invisible ones that can only tell the sender that the message was read. */
  trackers: number
  /** Content-IDs (without brackets) the message shows inside itself. */
  contentIds: string[]
  /** Pictures of other sites that can be shown once that is allowed. */
  pictures: RemotePicture[]
  links: number
  misleadingLinks: number
  /** Pictures and hardly any text: somebody who does not see them gets nothing. */
  pictureOnly: boolean
}

/** Link addresses beyond these are never read out or shown whole. */
const manyLinks = 5_000

/**
 * Mends a tree that has been cleaned so that it reads well and cannot pass for part of the application: sectioning becomes
 * `div`, headings move below ours, layout tables lose their table meaning, ids get a prefix, links say where they lead.
 */
export function repair(body: HTMLElement, words: RepairWords, subjectLevel: number): Repaired {
  replaceSectioning(body)
  shiftHeadings(body, subjectLevel)
  repairTables(body)
  for (const element of body.querySelectorAll('[id]')) element.id = idPrefix + element.id
  const pictures = repairPictures(body, words.unnamedPicture)
  const links = repairLinks(body, words)
  const letters =
    lettersIn(body.textContent) - lettersIn(words.unnamedPicture) * unnamedPlaces(body, words.unnamedPicture)
  return { ...pictures, ...links, pictureOnly: pictures.shown > 0 && letters < 40 }
}

const lettersIn = (text: string) => text.replaceAll(/\s+/g, '').length

/** Places of pictures that show our own words for having no description. */
function unnamedPlaces(body: HTMLElement, unnamed: string): number {
  return [...body.querySelectorAll('.cc-picture')].filter((place) => place.textContent === unnamed).length
}

function replaceSectioning(body: HTMLElement): void {
  for (const element of body.querySelectorAll(sectioningElements.join(','))) {
    const division = body.ownerDocument.createElement('div')
    for (const { name, value } of element.attributes) division.setAttribute(name, value)
    division.append(...element.childNodes)
    element.replaceWith(division)
  }
}

/**
 * Sets `aria-level` so that the message's headings nest under that of its subject without a gap: the first is one level below
 * it, and no heading is more than one below the one before. The elements stay, so the message looks as it was made.
 */
function shiftHeadings(body: HTMLElement, subjectLevel: number): void {
  const open: number[] = []
  for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (heading.textContent.trim() === '' && heading.querySelector('img') === null) {
      heading.setAttribute('role', 'presentation')
      continue
    }
    const level = Number(heading.nodeName.slice(1))
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop()
    open.push(level)
    heading.setAttribute('aria-level', String(Math.min(subjectLevel + open.length, 6)))
  }
}

function repairLinks(body: HTMLElement, words: RepairWords): { links: number; misleadingLinks: number } {
  let misleadingLinks = 0
  const links = [...body.querySelectorAll('a[href]')]
  for (const [index, link] of links.entries()) {
    const target = index < manyLinks ? readLink(link.getAttribute('href') ?? '') : null
    if (target === null) {
      link.removeAttribute('href')
      continue
    }
    if (target.kind === 'inside') {
      link.setAttribute('href', `#${idPrefix}${target.href.slice(1)}`)
      continue
    }
    link.setAttribute('target', '_blank')
    link.setAttribute('rel', 'noopener noreferrer nofollow')
    if (isMisleading(link.textContent, target)) {
      misleadingLinks += 1
      link.append(warning(body, words.misleading(target.destination)))
    } else if (nameOf(link) === '') {
      link.append(target.destination)
    } else if (target.kind === 'web' && !link.textContent.includes(target.destination)) {
      link.setAttribute('aria-description', words.opens(target.destination))
    }
  }
  return { links: links.length, misleadingLinks }
}

function nameOf(link: Element): string {
  const pictures = [...link.querySelectorAll('img, [role=img]')]
  const names = pictures.map((picture) => picture.getAttribute('alt') ?? picture.getAttribute('aria-label') ?? '')
  return (link.textContent + names.join('')).replaceAll(/[\s\u200B\uFEFF\u00AD]+/g, '')
}

function warning(body: HTMLElement, text: string): HTMLElement {
  const element = body.ownerDocument.createElement('span')
  element.className = 'cc-warning'
  element.textContent = ` ${text}`
  return element
}
