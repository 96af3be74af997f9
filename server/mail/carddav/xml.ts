import { DOMParser, type XmlElement } from '@xmldom/xmldom'

export const dav = 'DAV:'
export const carddav = 'urn:ietf:params:xml:ns:carddav'
export const calendarServer = 'http://calendarserver.org/ns/'

/** The root; null where it is no sound XML. A document type, and with it entities, nobody needs here. */
export function readXml(text: string): XmlElement | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return null
  const faulty = () => {
    throw new SyntaxError('no sound XML')
  }
  const errorHandler = { warning: faulty, error: faulty, fatalError: faulty }
  try {
    return new DOMParser({ errorHandler }).parseFromString(text, 'text/xml').documentElement
  } catch {
    return null
  }
}

export function elementsIn(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === 1) found.push(node as XmlElement)
  return found
}

export const childrenOf = (parent: XmlElement, namespace: string, name: string): XmlElement[] =>
  elementsIn(parent).filter((element) => isNamed(element, namespace, name))

export const textOf = (element: XmlElement | null | undefined): string => (element?.textContent ?? '').trim()

export const isNamed = (element: XmlElement, namespace: string, name: string): boolean =>
  element.namespaceURI === namespace && element.localName === name

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
  // A reader would make a line feed of it (XML 1.0, 2.11).
  '\r': '&#13;',
}
export const asXml = (text: string): string => text.replace(/[&<>"\r]/g, (sign) => entities[sign] ?? '')
