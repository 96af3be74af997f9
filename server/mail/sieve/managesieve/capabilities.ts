import { textOf, type Word } from './response-reader.ts'

/** What a server offers (RFC 5804, 1.7). Most of it is said again, or differently, after TLS and after signing in. */
export interface Capabilities {
  implementation: string
  /** Mechanisms to sign in, in capital letters; none before TLS where passwords would be readable. */
  sasl: string[]
  /** Sieve extensions, as `require` names them. */
  sieve: string[]
  startTls: boolean
  /** Schemes for `notify`. */
  notify: string[]
  /** How many redirects one run of a script may do; null where the server does not say. */
  maxRedirects: number | null
  /** Null for servers older than RFC 5804: they know neither CHECKSCRIPT nor RENAMESCRIPT nor NOOP. */
  version: string | null
}

/** Reads the lines of a CAPABILITY answer; what is not known is passed over. */
export function capabilitiesIn(lines: readonly Word[][]): Capabilities {
  const said = new Map(
    lines.map(([name, value]) => [name ? textOf(name).toUpperCase() : '', value ? textOf(value) : '']),
  )
  const list = (name: string) => (said.get(name) ?? '').split(' ').filter((each) => each !== '')
  const redirects = said.get('MAXREDIRECTS') ?? ''
  return {
    implementation: said.get('IMPLEMENTATION') ?? '',
    sasl: list('SASL').map((mechanism) => mechanism.toUpperCase()),
    sieve: list('SIEVE'),
    startTls: said.has('STARTTLS'),
    notify: list('NOTIFY'),
    maxRedirects: /^[0-9]{1,9}$/.test(redirects) ? Number(redirects) : null,
    version: said.get('VERSION') ?? null,
  }
}
