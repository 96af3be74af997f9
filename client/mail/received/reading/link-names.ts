import { readLink } from '../links.ts'
import { type RemotePicture } from '../repair-pictures.ts'
import { type Counts, count, type Fault, type ReadableWords, type Repair } from './readable-words.ts'
import { textOf } from './tables.ts'

/** Names that say nothing outside their sentence, in the languages mail is met most in. */
const unclear = new Set([
  ...['click here', 'click', 'here', 'read more', 'more', 'learn more', 'more info', 'more information', 'see more'],
  ...['details', 'view', 'view more', 'link', 'this link', 'open', 'continue', 'continue reading', 'find out more'],
  ...['go', 'this', 'this page', 'start', 'download', 'watch', 'watch now', 'view details', 'see details', 'info'],
  ...['aquí', 'haz clic aquí', 'haga clic aquí', 'pulsa aquí', 'leer más', 'ver más', 'más', 'más información'],
  ...['saber más', 'enlace', 'hier', 'hier klicken', 'klicken sie hier', 'mehr', 'mehr lesen', 'weiterlesen'],
  ...['mehr erfahren', 'mehr infos', 'zum artikel', 'ici', 'cliquez ici', 'en savoir plus', 'lire la suite'],
  ...['lire plus', 'plus', 'clicca qui', 'qui', 'leggi di più', 'scopri di più', 'clique aqui', 'aqui', 'saiba mais'],
  ...['leia mais', 'klik hier', 'lees meer', 'meer', 'läs mer', 'klicka här', 'こちら', '続きを読む', '詳細'],
  ...['詳しくはこちら', 'もっと見る'],
])
const longAddress = 50

/** Gives links, and pictures that are links, names that say where they lead. Pictures are changed in `pictures` too. */
export class LinkNames {
  readonly #words: ReadableWords
  readonly #pictures: RemotePicture[]
  readonly #repairs: Counts<Repair>
  readonly #faults: Counts<Fault>

  constructor(words: ReadableWords, pictures: RemotePicture[], repairs: Counts<Repair>, faults: Counts<Fault>) {
    this.#words = words
    this.#pictures = pictures
    this.#repairs = repairs
    this.#faults = faults
  }

  mend(root: Element): void {
    let heading = ''
    for (const element of root.querySelectorAll('h1, h2, h3, h4, h5, h6, a[href]')) {
      if (element.nodeName !== 'A') heading = textOf(element)
      else this.#link(element, element.closest('h1, h2, h3, h4, h5, h6') === null ? heading : '')
    }
  }

  #link(link: Element, heading: string): void {
    const target = readLink(link.getAttribute('href') ?? '')
    const place = target?.destination ?? ''
    const text = textOf(link)
    const [picture] = link.querySelectorAll('img, .cc-picture')
    if (picture) this.#picture(picture, text, place)
    if (/^(?:https?:\/\/|www\.)\S+$/i.test(text) && text.length > longAddress && place !== '') {
      link.textContent = place
      count(this.#repairs, 'addresses')
    } else if (unclear.has(text.toLowerCase().replaceAll(/^[\s«‹<←]+|(?<![\s.…»›>→➔▸:!])[\s.…»›>→➔▸:!]+$/gu, ''))) {
      count(this.#faults, 'unclearLinks')
      count(this.#repairs, 'links')
      link.append(` (${heading === '' || heading.length > 80 ? place : heading})`)
    } else if (text === '' && !picture) {
      link.append(place)
    }
  }

  /** A picture without a description that alone makes a link is named by where the link leads. */
  #picture(picture: Element, linkText: string, place: string): void {
    const alt = picture.getAttribute('alt') ?? picture.getAttribute('aria-label') ?? ''
    const isAlone = picture.nodeName === 'IMG' ? linkText === '' : linkText === textOf(picture)
    if (alt !== this.#words.unnamedPicture || !isAlone || place === '') return
    const name = this.#words.linkedPicture(place)
    count(this.#repairs, 'pictures')
    if (picture.nodeName === 'IMG') picture.setAttribute('alt', name)
    else {
      picture.setAttribute('aria-label', name)
      picture.textContent = name
    }
    const number = Number(picture.getAttribute('data-picture') ?? 'none')
    const known = this.#pictures[number]
    if (known) this.#pictures[number] = { ...known, alt: name }
  }
}
