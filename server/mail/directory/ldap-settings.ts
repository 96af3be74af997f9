import type { TlsServer } from '../tls-server.ts'

export interface LdapSettings extends TlsServer {
  bindDn: string
  passwordFile: string
  baseDn: string
  /** Further down in it are entries of another directory, which are left out here. */
  apartDns?: readonly string[]
  attributes: {
    userName: string
    name: string
    /** What a group is called where its `name` is only an id. */
    groupName: string
    address: string
    aliases: string
    /** Addresses of an account that refuse mail for now, and what whoever writes there is told. */
    pausedAddress: string
    pausedReply: string
    /** Addresses of other mailboxes an account may write from: as its owner, or on the owner's behalf. */
    sendAs: string
    sendOnBehalf: string
    givenName: string
    surname: string
    title: string
    department: string
    /** DNs of the members of a group. */
    member: string
    /** Addresses of members who have no entry. */
    outsideMember: string
    /** DN of whoever looks after a group. */
    owner: string
    /** What a group is for. */
    groupText: string
    /** Whether people join and leave a group by themselves: `open`, `request` or `closed`. */
    joining: string
    /** Who may write to a group: `anyone`, `organisation`, `members` or `owners`. */
    posting: string
    telephone: string
    mobile: string
    /** A picture of somebody, as bytes. */
    photo: string
    /** What a department's own entry calls it. */
    departmentName: string
  }
  filters: {
    person: string
    /** Of the people; all of them where it is left out, as with `mayForward`. */
    active?: string | undefined
    roleMailbox: string
    mayForward?: string | undefined
    group: string
    department: string
  }
}
