import { type Attribute, type Change, type Filter } from 'ldapts'
import type { ListFault } from '#contract/directory-lists.ts'
import { LdapConnection } from '../ldap-connection.ts'
import { AssertionControl } from './assertion-control.ts'

/** Results of RFC 4511, appendix A, and `assertionFailed` of RFC 4528, in our words. */
const whenChanged = new Map<number, ListFault>([
  [16, 'not-there'],
  [20, 'there'],
  [32, 'changed'],
  [65, 'last-member'],
  [122, 'changed'],
])
/** An address that somebody else has got, as the directory's own check says it, or an entry of that name. */
const whenMade = new Map<number, ListFault>([
  [19, 'taken'],
  [68, 'taken'],
])

/** Writes that say why they were refused, where that is the list's doing. All else is a problem. */
export class ListConnection extends LdapConnection {
  async write(dn: string, changes: Change[], condition?: Filter): Promise<ListFault | null> {
    const controls = condition && new AssertionControl(condition)
    return this.#told(whenChanged, await this.request((client) => client.modify(dn, changes, controls), codes))
  }

  async create(dn: string, attributes: Attribute[]): Promise<ListFault | null> {
    return this.#told(whenMade, await this.request((client) => client.add(dn, attributes), [...whenMade.keys()]))
  }

  async remove(dn: string, condition?: Filter): Promise<ListFault | null> {
    const controls = condition && new AssertionControl(condition)
    return this.#told(whenChanged, await this.request((client) => client.del(dn, controls), codes))
  }

  #told(words: ReadonlyMap<number, ListFault>, code: number | null): ListFault | null {
    return code === null ? null : (words.get(code) ?? 'changed')
  }
}

const codes = [...whenChanged.keys()]
