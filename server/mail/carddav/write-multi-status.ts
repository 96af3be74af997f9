import type { AskedProperties, PropertyName } from './read-asked.ts'
import { asXml, calendarServer, carddav, dav } from './xml.ts'

/** The properties something has: by `keyOf` the name, as XML. */
export type Properties = ReadonlyMap<string, string>

export const keyOf = (namespace: string, name: string): string => `${namespace} ${name}`

const namespaces = `xmlns:d="${dav}" xmlns:c="${carddav}" xmlns:s="${calendarServer}"`
const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
export const beginMultiStatus = `${declaration}<d:multistatus ${namespaces}>\n`
export const endMultiStatus = '</d:multistatus>\n'

/** Not told unless it is asked for by name. */
const unusual = new Set([keyOf(carddav, 'address-data')])

/** What there is to say of one address (RFC 4918, 14.24). */
export function writeResponse(href: string, asked: AskedProperties, has: Properties): string {
  if (typeof asked === 'string') {
    const told = [...has].filter(([key]) => !unusual.has(key))
    return response(
      href,
      propstat(
        200,
        told.map(([key, value]) => written(nameOf(key), asked === 'names' ? '' : value)),
      ),
    )
  }
  const isThere = ({ namespace, name }: PropertyName) => has.has(keyOf(namespace, name))
  const found = asked.filter(isThere).map((name) => written(name, has.get(keyOf(name.namespace, name.name)) ?? ''))
  const missing = asked.filter((name) => !isThere(name)).map((name) => written(name, ''))
  return response(href, propstat(200, found, missing.length === 0) + (missing.length > 0 ? propstat(404, missing) : ''))
}

/** What is no longer there, or never was; and 507 for what there is more of than was asked for. */
export const writeStatus = (href: string, status: 404 | 507): string =>
  response(href, `<d:status>${statusLine(status)}</d:status>`)

/** Why something is refused, by the name of its precondition (RFC 4918, 16). */
export const writeRefusal = (namespace: string, name: string, content = ''): string =>
  `${declaration}<d:error ${namespaces}>${written({ namespace, name }, content)}</d:error>\n`

export const writeToken = (token: string): string => `<d:sync-token>${asXml(token)}</d:sync-token>\n`

const response = (href: string, content: string) =>
  `<d:response><d:href>${asXml(href)}</d:href>${content}</d:response>\n`

function propstat(status: 200 | 404, properties: readonly string[], isNeeded = true): string {
  if (properties.length === 0 && !isNeeded) return ''
  return `<d:propstat><d:prop>${properties.join('')}</d:prop><d:status>${statusLine(status)}</d:status></d:propstat>`
}

const words = { 200: 'OK', 404: 'Not Found', 507: 'Insufficient Storage' }
const statusLine = (status: keyof typeof words) => `HTTP/1.1 ${status} ${words[status]}`

const prefixes = new Map([
  [dav, 'd:'],
  [carddav, 'c:'],
  [calendarServer, 's:'],
])

function written({ namespace, name }: PropertyName, content: string): string {
  const prefix = prefixes.get(namespace)
  const [tag, own] = prefix === undefined ? [name, ` xmlns="${asXml(namespace)}"`] : [prefix + name, '']
  return content === '' ? `<${tag}${own}/>` : `<${tag}${own}>${content}</${tag}>`
}

function nameOf(key: string): PropertyName {
  const [namespace = '', name = ''] = key.split(' ')
  return { namespace, name }
}
