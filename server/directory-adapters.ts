import type { Adapters } from './app.ts'
import type { Config } from './config.ts'
import { LdapAliases } from './mail/directory/ldap-aliases.ts'
import { LdapBrowser } from './mail/directory/ldap-browser.ts'
import { LdapDirectory } from './mail/directory/ldap-directory.ts'
import type { LdapSettings } from './mail/directory/ldap-settings.ts'
import { LdapSenders } from './mail/directory/ldap-senders.ts'
import { LdapLists } from './mail/directory/lists/ldap-lists.ts'

type Directories = Pick<
  Adapters,
  'directory' | 'directoryBrowser' | 'otherDirectories' | 'aliases' | 'lists' | 'senders'
>

/** The organisation's directory and further ones, each over connections of its own: a slow one holds up no other. */
export function openDirectories({ directory, otherDirectories, aliases, lists, sharing }: Config): Directories {
  const all = directory ? [directory, ...otherDirectories] : otherDirectories
  const settingsOf = (one: LdapSettings): LdapSettings => ({
    ...one,
    apartDns: all.filter((other) => other !== one && isBelow(other, one)).map(({ baseDn }) => baseDn),
  })
  const own = directory && settingsOf(directory)
  const { senders } = sharing
  return {
    directory: own ? new LdapDirectory(own) : null,
    directoryBrowser: own ? new LdapBrowser(own) : null,
    otherDirectories: otherDirectories.map((other) => ({
      ...{ name: other.name, isOutside: other.kind === 'external' },
      people: new LdapDirectory(settingsOf(other)),
      browser: new LdapBrowser(settingsOf(other)),
    })),
    aliases: own && aliases ? new LdapAliases(own, aliases) : null,
    lists: own && lists ? openLists(own, lists, [sharing.handOverGroup, aliases?.approvers]) : null,
    senders: own && senders ? new LdapSenders(own, senders) : null,
  }
}

/** A group whose members act for others, or decide for them, is in nobody's hands here. */
function openLists(directory: LdapSettings, lists: NonNullable<Config['lists']>, groups: (string | undefined)[]) {
  const untouched = groups.filter((group) => group !== undefined)
  return new LdapLists(directory, { ...lists, untouched, making: lists.making ?? null })
}

/** Whether one is a part of the other on the same server. */
function isBelow(one: LdapSettings, other: LdapSettings): boolean {
  const isSameServer = one.host === other.host && one.port === other.port
  return isSameServer && one.baseDn.toLowerCase().endsWith(`,${other.baseDn.toLowerCase()}`)
}
