import type { XmlElement } from '@xmldom/xmldom'
import { CardServerFault } from '../card-server-port.ts'
import { childrenOf, dav, isNamed, readXml, textOf } from './xml.ts'

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

/** Throws CardServerFault `unusable`. */
export function readMultiStatus(text: string): MultiStatus {
  const root = readXml(text)
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
