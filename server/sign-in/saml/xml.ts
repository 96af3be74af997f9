import { DOMParser, type XmlElement } from '@xmldom/xmldom'
import { Disbelief } from '../identity-provider.ts'
import { namespaces } from './names.ts'

const mostElements = 20_000
const deepest = 40

/**
 * Reads XML of somebody else. Refused are document types (and with them entities), comments, CDATA and processing
 * instructions: nothing in SAML needs them, and all of them have been used to make two readers see two texts.
 *
 * @throws Disbelief
 */
export function parseXml(text: string): XmlElement {
  if (text.includes('<!')) throw new Disbelief('it has a document type, a comment or CDATA in it')
  if (text.replace(/^\uFEFF?<\?xml\s[^<>]*\?>/, '').includes('<?'))
    throw new Disbelief('it has a processing instruction in it')
  const faulty = () => {
    throw new Disbelief('it is not well-formed XML')
  }
  const errorHandler = { warning: faulty, error: faulty, fatalError: faulty }
  const root = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml').documentElement
  if (!root) throw new Disbelief('it is not XML')
  bound(root)
  return root
}

function bound(root: XmlElement): void {
  let count = 0
  const levels: { element: XmlElement; depth: number }[] = [{ element: root, depth: 1 }]
  for (let level = levels.pop(); level; level = levels.pop()) {
    const { element, depth } = level
    if (++count > mostElements || depth > deepest) throw new Disbelief('it is too large or nested too deeply')
    for (const child of elementsIn(element)) levels.push({ element: child, depth: depth + 1 })
  }
}

const elementNode = 1

/** The child elements. */
export function elementsIn(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === elementNode) found.push(node as XmlElement)
  return found
}

export type { XmlElement }
export type Namespace = keyof typeof namespaces

export const isNamed = (element: XmlElement, namespace: Namespace, name: string): boolean =>
  element.namespaceURI === namespaces[namespace] && element.localName === name

/** The child elements of that name. */
export const childrenOf = (parent: XmlElement, namespace: Namespace, name: string): XmlElement[] =>
  elementsIn(parent).filter((child) => isNamed(child, namespace, name))

/** The only child of that name; null when there is none. @throws Disbelief when there are several */
export function childOf(parent: XmlElement, namespace: Namespace, name: string): XmlElement | null {
  const found = childrenOf(parent, namespace, name)
  if (found.length > 1) throw new Disbelief(`it has several ${name} where one is allowed`)
  return found[0] ?? null
}

/** The only child of that name. @throws Disbelief when there is none, or several */
export function requireChild(parent: XmlElement, namespace: Namespace, name: string): XmlElement {
  const found = childOf(parent, namespace, name)
  if (!found) throw new Disbelief(`it has no ${name}`)
  return found
}

/** All elements inside of that local name, whatever their namespace, the element itself included. */
export function allNamed(root: XmlElement, name: string): XmlElement[] {
  const inside = elementsIn(root).flatMap((child) => allNamed(child, name))
  return root.localName === name ? [root, ...inside] : inside
}

/** The text of an element that has nothing else in it. @throws Disbelief when there are elements in it */
export function textOf(element: XmlElement): string {
  if (elementsIn(element).length > 0) throw new Disbelief(`its ${element.localName} has elements in it`)
  return (element.textContent ?? '').trim()
}

/** An attribute without a namespace; null when there is none. */
export const attributeOf = (element: XmlElement, name: string): string | null =>
  element.hasAttribute(name) ? element.getAttribute(name) : null

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as it stands in XML. */
export const asXml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '')
