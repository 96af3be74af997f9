import type { XmlElement } from '@xmldom/xmldom'
import { cardLines, headOf, parametersOf } from '../contacts/card-lines.ts'
import { type LineName, lineNameOf, names } from './line-name.ts'
import { carddav, childrenOf, elementsIn, isNamed, textOf } from './xml.ts'

/** What a card has to be for a program to be told of it (RFC 6352, 10.5). */
export interface CardFilter {
  test: Test
  properties: readonly PropertyFilter[]
}

type Test = 'anyof' | 'allof'

interface PropertyFilter extends LineName {
  test: Test
  isMissing: boolean
  texts: readonly TextMatch[]
  parameters: readonly ParameterFilter[]
}

interface ParameterFilter {
  /** In lower case. */
  name: string
  isMissing: boolean
  text: TextMatch | null
}

interface TextMatch {
  text: string
  isNegated: boolean
  isExact: boolean
  match: keyof typeof matchers
}

/** Holds for a line of a card, or, where it is negated, for none of those of its name. */
interface Condition {
  isNegated: boolean
  holds: (line: string) => boolean
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

/** The filter cannot be taken: by the name of the precondition that says why. */
class Unsupported extends Error {
  readonly precondition: 'supported-filter' | 'supported-collation'

  constructor(precondition: Unsupported['precondition']) {
    super(precondition)
    this.precondition = precondition
  }
}

/** The filter, or the precondition that says why it cannot be taken. None takes every card. */
export function readFilter(element: XmlElement | undefined): CardFilter | Unsupported['precondition'] {
  if (!element) return { test: 'anyof', properties: [] }
  try {
    const { 'prop-filter': properties = [] } = partsOf(element, ['prop-filter'])
    return { test: testOf(element), properties: properties.map(readProperty) }
  } catch (error) {
    if (error instanceof Unsupported) return error.precondition
    throw error
  }
}

function readProperty(element: XmlElement): PropertyFilter {
  const parts = partsOf(element, ['is-not-defined', 'text-match', 'param-filter'])
  const { 'text-match': texts = [], 'param-filter': parameters = [] } = parts
  return {
    ...lineNameOf(nameOf(element)),
    test: testOf(element),
    isMissing: isAlone(parts),
    texts: texts.map(readText),
    parameters: parameters.map(readParameter),
  }
}

function readParameter(element: XmlElement): ParameterFilter {
  const parts = partsOf(element, ['is-not-defined', 'text-match'])
  const [text, another] = parts['text-match'] ?? []
  if (another) throw new Unsupported('supported-filter')
  return { name: nameOf(element).toLowerCase(), isMissing: isAlone(parts), text: text ? readText(text) : null }
}

type Parts = Partial<Record<string, XmlElement[]>>

/** What is in a filter, by name. One that asks for something else would be answered wrongly without it. */
function partsOf(element: XmlElement, allowed: readonly string[]): Parts {
  const all = elementsIn(element)
  const isKnown = all.every((each) => allowed.some((name) => isNamed(each, carddav, name)))
  if (!isKnown || all.length > mostConditions) throw new Unsupported('supported-filter')
  return Object.fromEntries(allowed.map((name) => [name, childrenOf(element, carddav, name)]))
}

/** Whether it is to be missing; of what is, nothing else can be asked. */
function isAlone(parts: Parts): boolean {
  const isMissing = (parts['is-not-defined'] ?? []).length > 0
  if (isMissing && Object.values(parts).flat().length > 1) throw new Unsupported('supported-filter')
  return isMissing
}

function nameOf(element: XmlElement): string {
  const name = element.getAttribute('name') ?? ''
  if (name === '') throw new Unsupported('supported-filter')
  return name
}

function testOf(element: XmlElement): Test {
  const test = element.getAttribute('test') || 'anyof'
  if (test !== 'anyof' && test !== 'allof') throw new Unsupported('supported-filter')
  return test
}

function readText(element: XmlElement): TextMatch {
  const match = element.getAttribute('match-type') || 'contains'
  const negated = element.getAttribute('negate-condition') || 'no'
  const isExact = collations.get(element.getAttribute('collation') ?? '')
  if (!Object.hasOwn(matchers, match) || !['yes', 'no'].includes(negated)) throw new Unsupported('supported-filter')
  if (isExact === undefined) throw new Unsupported('supported-collation')
  const text = textOf(element)
  return {
    text: isExact ? text : text.toLowerCase(),
    isNegated: negated === 'yes',
    isExact,
    match: match as TextMatch['match'],
  }
}

export function passes(card: string, { test, properties }: CardFilter): boolean {
  if (properties.length === 0) return true
  const lines = cardLines(card)
  const fits = (wanted: PropertyFilter) => {
    const named = lines.filter((line) => names(wanted, line))
    return wanted.isMissing ? named.length === 0 : named.length > 0 && meets(named, wanted)
  }
  return test === 'allof' ? properties.every(fits) : properties.some(fits)
}

/** Where all has to be so, it has to be so of one line: the address at home is the one that ends so. */
function meets(lines: readonly string[], { test, texts, parameters }: PropertyFilter): boolean {
  const conditions = [...texts.map(ofText), ...parameters.map(ofParameter)]
  if (conditions.length === 0) return true
  const isMet = ({ isNegated, holds }: Condition) => lines.some(holds) !== isNegated
  if (test === 'anyof') return conditions.some(isMet)
  const [negated, positive] = [
    conditions.filter((each) => each.isNegated),
    conditions.filter((each) => !each.isNegated),
  ]
  return negated.every(isMet) && lines.some((line) => positive.every(({ holds }) => holds(line)))
}

const ofText = (text: TextMatch): Condition => ({
  isNegated: text.isNegated,
  holds: (line) => isIn(text, valueOf(line)),
})

const ofParameter = ({ name, isMissing, text }: ParameterFilter): Condition => ({
  isNegated: isMissing,
  holds(line) {
    const values = parametersOf(line).get(name)
    if (!values || !text) return values !== undefined
    return values.some((value) => isIn(text, value)) !== text.isNegated
  },
})

const isIn = ({ text, isExact, match }: TextMatch, value: string) =>
  matchers[match](isExact ? value : value.toLowerCase(), text)

const valueOf = (line: string): string => line.slice(headOf(line).length + 1).replace(/\\([\\,;])/g, '$1')
