import type { XmlElement } from '@xmldom/xmldom'
import { type CardFilter, readFilter } from './card-filter.ts'
import { isSupported, type WantedLines, wantedLines } from './partial-card.ts'
import { carddav, childrenOf, dav, elementsIn, isNamed, readXml, textOf } from './xml.ts'

/** The name of a property; `namespace` is empty where there is none. */
export interface PropertyName {
  namespace: string
  name: string
}

/** `lines`: which of a card, where not all of it is wanted. */
export interface AskedProperty extends PropertyName {
  lines?: readonly WantedLines[] | null
}

/** Which properties somebody wants to know: these, all there usually are, or only which there are. */
export type AskedProperties = readonly AskedProperty[] | 'usual' | 'names'

export type AskedReport =
  | { kind: 'multiget'; properties: AskedProperties; hrefs: string[] }
  | { kind: 'query'; properties: AskedProperties; filter: CardFilter; most: number }
  | { kind: 'changes'; properties: AskedProperties; token: string; most: number }

/** What cannot be done, by the name of the precondition that says so, if there is one (RFC 6352, RFC 6578, RFC 3253). */
export interface Refusal {
  refused: 'xml' | 'supported-report' | 'supported-filter' | 'supported-collation' | 'supported-address-data'
}

/** No program nests elements deeper, and none writes a tag as long. */
const deepest = 30
const longestTag = 4_000

/** PROPFIND (RFC 4918, 9.1); no body at all asks for what is usual. Null where it cannot be read. */
export function readPropfind(text: string): AskedProperties | null {
  if (text.trim() === '') return 'usual'
  const root = readRequest(text)
  return root && isNamed(root, dav, 'propfind') ? propertiesIn(root) : null
}

export function readReport(text: string): AskedReport | Refusal {
  const root = readRequest(text)
  if (!root) return { refused: 'xml' }
  const wanted = childrenOf(root, dav, 'prop').flatMap((prop) => childrenOf(prop, carddav, 'address-data'))
  if (!wanted.every(isSupported)) return { refused: 'supported-address-data' }
  const properties = propertiesIn(root) ?? []
  if (isNamed(root, carddav, 'addressbook-multiget')) {
    return { kind: 'multiget', properties, hrefs: childrenOf(root, dav, 'href').map(textOf) }
  }
  if (isNamed(root, carddav, 'addressbook-query')) {
    const filter = readFilter(childrenOf(root, carddav, 'filter')[0])
    return typeof filter === 'string'
      ? { refused: filter }
      : { kind: 'query', properties, filter, most: mostIn(root, carddav) }
  }
  if (isNamed(root, dav, 'sync-collection')) {
    const token = textOf(childrenOf(root, dav, 'sync-token')[0])
    return { kind: 'changes', properties, token, most: mostIn(root, dav) }
  }
  return { refused: 'supported-report' }
}

/** Declarations of any kind, comments and sections that are not looked into: programs send none of them. */
function readRequest(text: string): XmlElement | null {
  if (text.includes('<!') || hasLongTag(text) || isDeep(text)) return null
  return readXml(text)
}

const hasLongTag = (text: string) => text.split('<').some((piece) => (piece.split('>', 1)[0] ?? '').length > longestTag)

function isDeep(text: string): boolean {
  let depth = 0
  for (const [tag] of text.matchAll(/<[^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>') && !tag.startsWith('<?')) depth += 1
    if (depth > deepest) return true
  }
  return false
}

function propertiesIn(root: XmlElement): AskedProperties | null {
  const [wanted] = childrenOf(root, dav, 'prop')
  if (wanted) return elementsIn(wanted).map(readProperty)
  if (childrenOf(root, dav, 'propname').length > 0) return 'names'
  return childrenOf(root, dav, 'allprop').length > 0 ? 'usual' : null
}

function readProperty(element: XmlElement): AskedProperty {
  const named = { namespace: element.namespaceURI ?? '', name: element.localName }
  return isNamed(element, carddav, 'address-data') ? { ...named, lines: wantedLines(element) } : named
}

/** How many a program wants at most (RFC 6352, 10.6; RFC 6578, 3.7). */
function mostIn(root: XmlElement, namespace: string): number {
  const [limit] = childrenOf(root, namespace, 'limit')
  const text = limit ? textOf(childrenOf(limit, namespace, 'nresults')[0]) : ''
  return /^\d{1,9}$/.test(text) ? Number(text) : Infinity
}
