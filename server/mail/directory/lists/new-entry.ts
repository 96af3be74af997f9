import { randomBytes } from 'node:crypto'
import { Attribute } from 'ldapts'
import type { NewList } from '../../list-port.ts'
import type { LdapSettings } from '../ldap-settings.ts'
import type { ListSettings } from './list-entry.ts'

/**
 * A list as its entry begins. Its id is never one that was there before: shared mailboxes name groups by it, and who makes a list like one
 * that was deleted must not get into what was shared with that.
 */
export function newEntry(
  { address, title, posting }: NewList,
  owner: string,
  { baseDn, objectClasses }: NonNullable<ListSettings['making']>,
  { attributes }: LdapSettings,
): { dn: string; attributes: Attribute[] } {
  const plain = address.split('@', 1)[0]?.replaceAll(/[^a-z0-9.-]/gi, '-') ?? ''
  const id = `${plain.slice(0, 60)}-${randomBytes(4).toString('hex')}`
  const said: [string, string[]][] = [
    ['objectClass', [...objectClasses]],
    [attributes.name, [id]],
    [attributes.groupName, [title]],
    [attributes.address, [address]],
    [attributes.owner, [owner]],
    [attributes.member, [owner]],
    [attributes.joining, ['closed']],
    [attributes.posting, [posting]],
  ]
  return {
    dn: `${attributes.name}=${id},${baseDn}`,
    attributes: said.map(([type, values]) => new Attribute({ type, values })),
  }
}
