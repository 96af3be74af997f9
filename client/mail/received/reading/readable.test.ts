// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { guessLanguage } from '#client/mail/guess-language.ts'
import { cleanMail } from '../clean.ts'
import { readingCorpus } from '../testing/corpus/all.ts'
import { corpusWords } from '../testing/corpus/corpus-words.ts'
import { type ReadingCase } from '../testing/corpus/reading-case.ts'
import { makeReadable } from './readable.ts'

const words = corpusWords(guessLanguage)
const plain = (text: string) => text.replaceAll(/[\s\u00A0]+/g, ' ').trim()

const rebuilt = new Map<string, ReturnType<typeof rebuildAnew>>()

/** What becomes of a message; the same for all who only look at it. */
function rebuild(html: string) {
  const known = rebuilt.get(html) ?? rebuildAnew(html)
  rebuilt.set(html, known)
  return known
}

function rebuildAnew(html: string) {
  const readable = makeReadable(cleanMail(html, words), words)
  const { body } = new DOMParser().parseFromString(readable.mail.html, 'text/html')
  return { ...readable, body }
}

const textsOf = (elements: Iterable<Element>) => [...elements].map((element) => plain(element.textContent))

function outlineOf(body: Element): string[] {
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(
    (heading) => heading.closest('details') === null,
  )
  return headings.map((heading) => `${heading.nodeName.slice(1)} ${nameOf(heading)}`)
}

/** The words of an element as they are read: its text, with pictures by their descriptions. */
function nameOf(element: Element): string {
  const pictures = [...element.querySelectorAll('img')].map((picture) => picture.alt)
  return plain([element.textContent, ...pictures].join(' '))
}

function foundInOrder(text: string, wanted: readonly string[]): string[] {
  let from = 0
  return wanted.filter((each) => {
    const place = text.indexOf(plain(each), from)
    if (place !== -1) from = place
    return place !== -1
  })
}

describe('the corpus for the reading view', () => {
  it('has at least two hundred messages, no two alike', () => {
    expect(readingCorpus.length).toBeGreaterThanOrEqual(200)
    expect(new Set(readingCorpus.map(({ name }) => name)).size).toBe(readingCorpus.length)
    expect(new Set(readingCorpus.map(({ html }) => html)).size).toBe(readingCorpus.length)
  })
})

describe('the reading view', () => {
  it.each(readingCorpus.map((each) => [each.name, each] as const))('of %s is as expected', (_name, each) => {
    const { body, structure, faults, isNeeded } = rebuild(each.html)
    const text = plain(body.textContent)
    expect(outlineOf(body)).toEqual(each.outline)
    expect(foundInOrder(text, each.order)).toEqual(each.order)
    for (const hidden of each.absent ?? []) expect(text).not.toContain(hidden)
    if (each.tables !== undefined) expect(structure.tables).toBe(each.tables)
    if (each.unnamed !== undefined) expect(structure.unnamedPictures).toBe(each.unnamed)
    if (each.lists !== undefined) expect(body.querySelectorAll('ul, ol').length - rowLists(body)).toBe(each.lists)
    expectFolds(body, each)
    expect(Object.keys(faults)).toEqual(expect.arrayContaining([...(each.faults ?? [])]))
    if (each.isNeeded !== undefined) expect(isNeeded).toBe(each.isNeeded)
  })

  it.each(readingCorpus.map((each) => [each.name, each] as const))('of %s is plain and quiet', (_name, each) => {
    const { body } = rebuild(each.html)
    const loud =
      'main, nav, header, footer, aside, article, section, form, input, button, font, center, [style], [tabindex], [accesskey], ' +
      '[aria-live], [aria-hidden], [role]:not([role="img"]), [contenteditable], [bgcolor], [color], [width]:not(img), table table'
    expect(textsOf(body.querySelectorAll(loud))).toEqual([])
    for (const link of body.querySelectorAll('a')) expect(nameOf(link)).not.toBe('')
    for (const picture of body.querySelectorAll('img')) expect(picture.hasAttribute('alt')).toBe(true)
    expect(levelsHaveNoGap(body)).toBe(true)
    for (const item of body.querySelectorAll('li')) expect(item.parentElement?.nodeName).toMatch(/^[UO]L$/)
    for (const block of body.querySelectorAll('p, h3, h4, h5, h6, li, ul, ol, blockquote, details'))
      expect(nameOf(block) !== '' || block.querySelector('img, [data-picture]') !== null).toBe(true)
    for (const empty of body.querySelectorAll('strong, em, a')) expect(empty.childNodes.length).toBeGreaterThan(0)
  })
})

const rowLists = (body: Element) => body.querySelectorAll('details ul, details ol').length

function expectFolds(body: Element, { folds }: ReadingCase): void {
  const summaries = textsOf(body.querySelectorAll('.cc-fold > summary'))
  if (folds === undefined) return
  expect(summaries).toHaveLength(folds.length)
  for (const [index, fold] of folds.entries()) expect(summaries[index]).toMatch(fold)
}

function levelsHaveNoGap(body: Element): boolean {
  let before = 2
  return [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')].every((heading) => {
    const level = Number(heading.nodeName.slice(1))
    const isReached = level > 2 && level <= before + 1
    before = level
    return isReached
  })
}
