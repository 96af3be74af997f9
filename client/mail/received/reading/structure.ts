import { textOf } from './tables.ts'

/** What a message is made of, for one line that says it before the text. */
export interface Structure {
  kind: 'newsletter' | 'letter' | 'pictures' | 'message'
  sections: number
  pictures: number
  /** Of these, without a description. */
  unnamedPictures: number
  tables: number
  links: number
  /** Rounded, so that it can be said as "about". */
  words: number
}

const wordsOfLetter = 20

/** Counts what stands in the rebuilt text. Headings inside quotes are no sections. */
export function describe(
  root: Element,
  facts: { pictureOnly: boolean; hasBulkFooter: boolean; unnamed: string },
): Structure {
  const pictures = [...root.querySelectorAll('img, .cc-picture')].filter((picture) => nameOf(picture) !== '')
  const counted = {
    sections: [...root.querySelectorAll('h3, h4, h5, h6')].filter((heading) => heading.closest('details') === null)
      .length,
    pictures: pictures.length,
    unnamedPictures: pictures.filter((picture) => nameOf(picture) === facts.unnamed).length,
    tables: root.querySelectorAll('table').length,
    links: root.querySelectorAll('a[href]').length,
    words: rounded(wordsIn(root)),
  }
  return { kind: kindOf(counted, facts), ...counted }
}

const nameOf = (picture: Element) => picture.getAttribute('alt') ?? picture.getAttribute('aria-label') ?? ''

function kindOf(
  { sections, links, tables, words }: Omit<Structure, 'kind'>,
  { pictureOnly, hasBulkFooter }: { pictureOnly: boolean; hasBulkFooter: boolean },
): Structure['kind'] {
  if (pictureOnly) return 'pictures'
  if ((hasBulkFooter && links > 1) || (sections > 2 && links > 5)) return 'newsletter'
  return sections === 0 && tables === 0 && links < 4 && words >= wordsOfLetter ? 'letter' : 'message'
}

/** Words of a text; of a script without spaces two signs count as one. Rows told once more are not counted twice. */
function wordsIn(root: Element): number {
  let text = ''
  for (const block of root.children) text += `${block.className === 'cc-rows' ? '' : textOf(block)} `
  const dense = text.match(/[\u3040-\u30FF\u4E00-\u9FFF\u0E00-\u0E7F]/g)?.length ?? 0
  const spaced = text.replaceAll(/[\u3040-\u30FF\u4E00-\u9FFF\u0E00-\u0E7F]/g, ' ')
  return Math.round(dense / 2) + (spaced.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0)
}

/** To tens below a hundred, to two digits above. */
function rounded(words: number): number {
  if (words < 10) return words
  const step = 10 ** Math.max(1, Math.floor(Math.log10(words)) - 1)
  return Math.round(words / step) * step
}
