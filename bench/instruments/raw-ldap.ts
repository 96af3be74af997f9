import { readFileSync } from 'node:fs'
import { Client, SubstringFilter } from 'ldapts'
import { type LargeDirectory } from '#platform/openldap/large/directory.ts'

/** One bound LDAP connection, asked for the first twenty names that begin so: the least that suggestions need of a directory. */
export class RawLdap {
  readonly #client: Client
  readonly #baseDn: string

  private constructor(client: Client, baseDn: string) {
    this.#client = client
    this.#baseDn = baseDn
  }

  static async open({ host, port, caFile, baseDn, bindDn, passwordFile }: LargeDirectory['access']): Promise<RawLdap> {
    const client = new Client({ url: `ldaps://${host}:${port}`, tlsOptions: { ca: [readFileSync(caFile)] } })
    await client.bind(bindDn, readFileSync(passwordFile, 'utf8'))
    return new RawLdap(client, baseDn)
  }

  async beginningWith(initial: string): Promise<void> {
    const filter = new SubstringFilter({ attribute: 'cn', initial })
    const attributes = ['cn', 'mail', 'title']
    await this.#client.search(this.#baseDn, { filter, attributes, sizeLimit: 20, scope: 'sub' })
  }

  close(): Promise<void> {
    return this.#client.unbind()
  }
}
