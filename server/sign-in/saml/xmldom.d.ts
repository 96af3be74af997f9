// The little of @xmldom/xmldom that is used here. Its own types bring those of a browser's whole window into the server.

export interface XmlNode {
  readonly nodeType: number
  readonly parentNode: XmlNode | null
  readonly firstChild: XmlNode | null
  readonly nextSibling: XmlNode | null
  readonly textContent: string | null
}

export interface XmlElement extends XmlNode {
  readonly namespaceURI: string | null
  readonly localName: string
  hasAttribute(name: string): boolean
  getAttribute(name: string): string | null
  /** As XML. */
  toString(): string
}

export class DOMParser {
  constructor(options: { errorHandler: Record<'warning' | 'error' | 'fatalError', () => void> })
  parseFromString(text: string, type: 'text/xml'): { documentElement: XmlElement | null }
}
