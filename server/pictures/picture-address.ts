import { isIP } from 'node:net'

/** Where a picture is asked for. */
export interface PictureAddress {
  protocol: 'http:' | 'https:'
  /** A name, or an IP address without brackets. */
  host: string
  port: 80 | 443
  /** Path and query, as they are sent. */
  path: string
}

const longestAddress = 2_048

/** At least two labels of letters, digits, hyphens and underscores, the last one not a number; no dot at the end. */
const hostName = /^(?=.{1,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/

/** Names that never lead to the public Internet (RFC 6761, RFC 6762, RFC 7686, RFC 8375, and `internal` by ICANN). */
const privateNames =
  /(?:^|\.)(?:localhost|local|internal|intranet|private|corp|lan|home|onion|alt|test|invalid|home\.arpa)$/

/**
 * Reads the address of a picture, or one it is redirected to. Null for whatever is not plainly a place on the web: other
 * schemes, other ports than 80 and 443, names or passwords, names without a dot. The URL parser has written odd spellings of
 * an IP address (`0x7f.1`, `2130706433`) the usual way before the host is looked at.
 */
export function readPictureAddress(text: string, base?: string): PictureAddress | null {
  if (text.length > longestAddress || !URL.canParse(text, base)) return null
  const { protocol, hostname, port, username, password, pathname, search } = new URL(text, base)
  if (protocol !== 'http:' && protocol !== 'https:') return null
  if (username !== '' || password !== '') return null
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  if (number !== 80 && number !== 443) return null
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) === 0 && (!hostName.test(host) || privateNames.test(host))) return null
  return { protocol, host, port: number, path: pathname + search }
}

/** The address again, to resolve a redirect against. */
export function textOfAddress({ protocol, host, port, path }: PictureAddress): string {
  const shown = isIP(host) === 6 ? `[${host}]` : host
  const standard = protocol === 'https:' ? 443 : 80
  return `${protocol}//${shown}${port === standard ? '' : `:${port}`}${path}`
}
