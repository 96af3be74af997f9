import { readFileSync } from 'node:fs'
import {
  type Change,
  Client,
  ConstraintViolationError,
  InappropriateAuthError,
  InsufficientAccessError,
  InvalidCredentialsError,
  NoSuchObjectError,
  type Entry,
  type Filter,
  ResultCodeError,
  UnwillingToPerformError,
} from 'ldapts'
import { Problem } from '#server/problem.ts'
import { tlsTrust } from '../tls-server.ts'
import type { LdapSettings } from './ldap-settings.ts'

const timeoutMs = 5_000

interface Question {
  filter: Filter
  attributes: string[]
  sizeLimit: number
  /** One entry by its name, in place of all below the base. */
  entry?: string
  /** Attributes whose values are bytes. */
  buffers?: string[]
}

/** The one connection to the directory, over implicit TLS, bound as a service. */
export class LdapConnection {
  readonly #settings: LdapSettings
  readonly #password: string
  #client: Promise<Client> | null = null

  constructor(settings: LdapSettings) {
    this.#settings = settings
    this.#password = readFileSync(settings.passwordFile, 'utf8').trimEnd()
  }

  /** What came before a size limit is used. Tries once more when the kept connection has gone. */
  async search(question: Question, again = true): Promise<Entry[]> {
    const { filter, attributes, sizeLimit, entry, buffers = [] } = question
    const kept = this.#client
    const asked = (this.#client ??= this.#connect())
    try {
      const client = await asked
      const { searchEntries } = await client.search(entry ?? this.#settings.baseDn, {
        filter,
        attributes,
        explicitBufferAttributes: buffers,
        sizeLimit,
        scope: entry === undefined ? 'sub' : 'base',
        timeLimit: timeoutMs / 1000,
      })
      return entry === undefined ? searchEntries.filter(({ dn }) => !this.#isApart(dn)) : searchEntries
    } catch (error) {
      // A group may still name somebody who has gone (RFC 4511, 4.1.9: noSuchObject).
      if (entry !== undefined && error instanceof NoSuchObjectError) return []
      if (this.#client === asked) this.#client = null
      if (kept && again) return this.search(question, false)
      throw new Problem('directory-unavailable', {}, error)
    }
  }

  /** Changes one entry, all of it or nothing (RFC 4511, 4.6); never tried twice. Throws Problem `not-allowed` without the right to. */
  async modify(dn: string, changes: Change[]): Promise<void> {
    await this.request((client) => client.modify(dn, changes))
  }

  /**
   * One request that changes something, never tried twice.
   *
   * @returns which of the `expected` results it was refused with (RFC 4511, 4.1.9), otherwise null
   * @throws Problem `not-allowed` without the right to
   */
  async request(work: (client: Client) => Promise<void>, expected: readonly number[] = []): Promise<number | null> {
    const asked = (this.#client ??= this.#connect())
    try {
      await work(await asked)
      return null
    } catch (error) {
      if (error instanceof ResultCodeError && expected.includes(error.code)) return error.code
      if (error instanceof InsufficientAccessError || error instanceof ConstraintViolationError)
        throw new Problem('not-allowed', {}, error)
      if (this.#client === asked) this.#client = null
      throw new Problem('directory-unavailable', {}, error)
    }
  }

  /** Who has an entry in a directory of its own below is not met here as well; by name, as a member of a group, they are. */
  #isApart(dn: string): boolean {
    const { apartDns = [] } = this.#settings
    return apartDns.some((apart) => dn.toLowerCase().endsWith(`,${apart.toLowerCase()}`))
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await (await client?.catch(() => null))?.unbind().catch(() => undefined)
  }

  async #connect(): Promise<Client> {
    const { bindDn } = this.#settings
    const client = newClient(this.#settings)
    try {
      await client.bind(bindDn, this.#password)
      return client
    } catch (error) {
      await client.unbind().catch(() => undefined)
      throw error
    }
  }
}

const newClient = (settings: LdapSettings) =>
  new Client({
    url: `ldaps://${settings.host}:${settings.port}`,
    tlsOptions: tlsTrust(settings),
    connectTimeout: timeoutMs,
    timeout: timeoutMs,
    strictDN: false,
  })

const refusals = [InvalidCredentialsError, InappropriateAuthError, ConstraintViolationError, UnwillingToPerformError]

/**
 * Whether the directory takes this password for this entry, over a connection of its own. An empty one is never asked about: a directory
 * takes that for no sign-in at all, and says yes (RFC 4513, section 5.1.2).
 *
 * @throws Problem `directory-unavailable`
 */
export async function bindsAs(settings: LdapSettings, dn: string, password: string): Promise<boolean> {
  if (password === '') return false
  const client = newClient(settings)
  try {
    await client.bind(dn, password)
    return true
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return false
    throw new Problem('directory-unavailable', {}, error)
  } finally {
    await client.unbind().catch(() => undefined)
  }
}
