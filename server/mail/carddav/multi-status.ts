import { DOMParser, type XmlElement } from '@xmldom/xmldom'
import { CardServerFault } from '../card-server-port.ts'

export const dav = 'DAV:'
export const carddav = 'urn:ietf:params:xml:ns:carddav'
export const calendarServer = 'http://calendarserver.org/ns/'

/** What a server says of one address (RFC 4918, 14.24). */
export interface DavResource {
  href: string
  /** Of the whole, where there is one: 404 is how a report of changes says that something is gone (RFC 6578, 3.2). */
  status: number
  /** The properties it has. */
  property(namespace: string, name: string): XmlElement | null
}

export interface MultiStatus {
  resources: DavResource[]
  /** RFC 6578; empty where there is none. */
  token: string
}

/** Throws CardServerFault `unusable`. A document type, and with it entities, nobody needs here. */
export function readMultiStatus(text: string): MultiStatus {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new CardServerFault('unusable')
  const faulty = () => {
    throw new CardServerFault('unusable')
  }
  const errorHandler = { warning: faulty, error: faulty, fatalError: faulty }
  const root = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml').documentElement
  if (!root || !isNamed(root, dav, 'multistatus')) throw new CardServerFault('unusable')
  return {
    resources: childrenOf(root, dav, 'response').map(resourceOf),
    token: textOf(childrenOf(root, dav, 'sync-token')[0]),
  }
}

function resourceOf(response: XmlElement): DavResource {
  const found = childrenOf(response, dav, 'propstat')
    .filter((part) => statusIn(part) === 200)
    .flatMap((part) => childrenOf(part, dav, 'prop'))
  return {
    href: textOf(childrenOf(response, dav, 'href')[0]),
    status: statusIn(response),
    property: (namespace, name) => found.flatMap((part) => childrenOf(part, namespace, name))[0] ?? null,
  }
}

/** `HTTP/1.1 404 Not Found`; 200 where nothing is said. */
function statusIn(element: XmlElement): number {
  const text = textOf(childrenOf(element, dav, 'status')[0])
  return text === '' ? 200 : Number(/\s(\d{3})\b/.exec(text)?.[1] ?? 0)
}

export function childrenOf(parent: XmlElement, namespace: string, name: string): XmlElement[] {
  const found: XmlElement[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === 1 && isNamed(node as XmlElement, namespace, name)) found.push(node as XmlElement)
  return found
}

export const textOf = (element: XmlElement | null | undefined): string => (element?.textContent ?? '').trim()

const isNamed = (element: XmlElement, namespace: string, name: string) =>
  element.namespaceURI === namespace && element.localName === name

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const asXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '')
