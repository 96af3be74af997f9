import type { XmlElement } from '@xmldom/xmldom'
import { cardLines, headOf, propertyOf } from '../contacts/card-lines.ts'
import { carddav, childrenOf, textOf } from './xml.ts'

/** What a card has to be for a program to be told of it (RFC 6352, 10.5). */
export interface CardFilter {
  test: 'anyof' | 'allof'
  properties: readonly PropertyFilter[]
}

interface PropertyFilter {
  /** In lower case. */
  name: string
  test: 'anyof' | 'allof'
  isMissing: boolean
  texts: readonly TextMatch[]
}

interface TextMatch {
  text: string
  isNegated: boolean
  isExact: boolean
  match: keyof typeof matchers
}

const matchers = {
  equals: (value: string, text: string) => value === text,
  contains: (value: string, text: string) => value.includes(text),
  'starts-with': (value: string, text: string) => value.startsWith(text),
  'ends-with': (value: string, text: string) => value.endsWith(text),
}
const mostConditions = 50
/** With and without regard to capital letters. */
const collations = new Map([
  ['i;octet', true],
  ['i;ascii-casemap', false],
  ['i;unicode-casemap', false],
  ['', false],
])

/** The filter, or the precondition that says why it cannot be taken. None takes every card. */
export function readFilter(element: XmlElement | undefined): CardFilter | 'supported-filter' | 'supported-collation' {
  if (!element) return { test: 'anyof', properties: [] }
  const found = childrenOf(element, carddav, 'prop-filter')
  if (found.length > mostConditions) return 'supported-filter'
  const properties: PropertyFilter[] = []
  for (const each of found) {
    const texts = childrenOf(each, carddav, 'text-match')
    const isStrange = childrenOf(each, carddav, 'param-filter').length > 0 || texts.length > mostConditions
    if (isStrange || texts.some((text) => !Object.hasOwn(matchers, matchOf(text)))) return 'supported-filter'
    if (texts.some((text) => !collations.has(text.getAttribute('collation') ?? ''))) return 'supported-collation'
    properties.push({
      name: (each.getAttribute('name') ?? '').toLowerCase(),
      test: testOf(each),
      isMissing: childrenOf(each, carddav, 'is-not-defined').length > 0,
      texts: texts.map(readText),
    })
  }
  return { test: testOf(element), properties }
}

const testOf = (element: XmlElement) => (element.getAttribute('test') === 'allof' ? 'allof' : 'anyof')
const matchOf = (element: XmlElement) => element.getAttribute('match-type') || 'contains'

function readText(element: XmlElement): TextMatch {
  const isExact = collations.get(element.getAttribute('collation') ?? '') ?? false
  const text = textOf(element)
  return {
    text: isExact ? text : text.toLowerCase(),
    isNegated: element.getAttribute('negate-condition') === 'yes',
    isExact,
    match: matchOf(element) as TextMatch['match'],
  }
}

export function passes(card: string, { test, properties }: CardFilter): boolean {
  if (properties.length === 0) return true
  const lines = cardLines(card)
  const fits = (wanted: PropertyFilter) => {
    const values = lines.filter((line) => propertyOf(line) === wanted.name).map(valueOf)
    if (wanted.isMissing) return values.length === 0
    if (values.length === 0 || wanted.texts.length === 0) return values.length > 0
    return ofAll(wanted.test, wanted.texts, (text) => hasText(values, text))
  }
  return ofAll(test, properties, fits)
}

const ofAll = <Item>(test: 'anyof' | 'allof', items: readonly Item[], fits: (item: Item) => boolean) =>
  test === 'allof' ? items.every(fits) : items.some(fits)

function hasText(values: readonly string[], { text, isExact, isNegated, match }: TextMatch): boolean {
  const has = values.some((value) => matchers[match](isExact ? value : value.toLowerCase(), text))
  return has !== isNegated
}

const valueOf = (line: string): string => line.slice(headOf(line).length + 1).replace(/\\([\\,;])/g, '$1')
