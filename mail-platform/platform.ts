import { readAccount } from './account.ts'
import type { domain, Person } from './demo-people.ts'
import { platformAt } from './handle.ts'
import { layoutOf } from './layout.ts'
import type { DirectoryAccess } from './openldap/slapd.ts'
import type { loopback, Ports, startTlsLoopback } from './ports.ts'
import { isAlive } from './processes/daemon.ts'
import { readRecord } from './processes/record.ts'
import type { TokenIssuer } from './tokens.ts'

export { stopPlatform } from './handle.ts'
export { startPlatform } from './start.ts'

/** A running reference mail platform: real Dovecot, Postfix, OpenLDAP and Radicale of its own, on loopback only. */
export interface Platform {
  /** Everything of this platform lives here, or, when other users cannot reach it, in `stateDirectory`. */
  directory: string
  stateDirectory: string
  host: typeof loopback
  /** On `host`, all with TLS from the first byte, except `incoming`, `sieveOutgoing` and `sink` (STARTTLS). */
  ports: Ports
  /** ManageSieve once more, beginning with STARTTLS as real servers do. */
  manageSieveStartTls: { host: typeof startTlsLoopback; port: number }
  /** PEM of the local authority; every server certificate names DNS:localhost and IP:127.0.0.1. */
  caFile: string
  /** ES256; a server mints tokens with it, Dovecot verifies them. `sub` and the user who signs in are the uid. */
  tokens: TokenIssuer
  /** A read-only account over ldaps. */
  directoryAccess: DirectoryAccess
  /** The account that may change people's further addresses. */
  aliasAccess: Pick<DirectoryAccess, 'bindDn' | 'passwordFile'>
  /** The account that may change who may write from whose address. */
  senderAccess: Pick<DirectoryAccess, 'bindDn' | 'passwordFile'>
  /** The account that may change who is on lists, and make lists below its own base. */
  listAccess: DirectoryAccess
  /** How people look others up from programs of their own; `{user}` is whoever signs in. */
  programAccess: { baseDn: string; bindDn: string }
  domain: typeof domain
  people: Person[]
  /** Mail that left the organisation: one .eml a message, Return-Path and X-Original-To on top. */
  outsideDirectory: string
  /** Brings a message in through Postfix, LMTP and Sieve like mail from outside; resolves when it is delivered. */
  deliver(eml: Buffer | string, to: string): Promise<void>
  /** Stops one service, starts it and waits until it is ready. Its connections break. */
  restart(service: 'dovecot' | 'postfix' | 'slapd' | 'radicale'): Promise<void>
  stop(): Promise<void>
}

/** The platform that runs in a directory, whichever process started it; undefined when none does. */
export function openPlatform(directory: string): Platform | undefined {
  const layout = layoutOf(directory)
  const record = readRecord(layout.record)
  if (!record?.ready || !Object.values(record.processes).some(isAlive)) return undefined
  return platformAt({ layout, ports: record.ports, account: readAccount() })
}
