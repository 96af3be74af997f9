import { argon2Sync, randomBytes } from 'node:crypto'
import {
  departments,
  directoryPeople,
  groups,
  outsideContacts,
  roleMailboxes,
  type DirectoryPerson,
  type Group,
  type OutsideContact,
  type RoleMailbox,
} from '../demo-people.ts'
import { aliasesDn, baseDn, contactsDn, groupsDn, listKeeperDn, peopleDn, readerDn, sendersDn } from './config.ts'

type Attributes = Record<string, string | readonly string[]>
/** What the accounts of programs sign in with. */
export interface ServicePasswords {
  reader: string
  aliases: string
  senders: string
  lists: string
}

type HashPassword = (password: string) => string

/** The entries as they would be with readable passwords: when they change, the directory must be filled anew. */
export function organisationFingerprint(): string {
  return organisationLdif({ reader: '', aliases: '', senders: '', lists: '' }, (password) => password)
}

/** The whole demo organisation in LDIF (RFC 2849), in an order slapd takes: memberof wants members before groups. */
export function organisationLdif(passwords: ServicePasswords, hash: HashPassword = argon2): string {
  const entries: [string, Attributes][] = [
    [baseDn, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example City' }],
    ...['people', 'groups', 'lists', 'departments', 'contacts', 'services'].map(container),
    ...departments.map(department),
    service(readerDn, 'reader', hash(passwords.reader)),
    service(aliasesDn, 'aliases', hash(passwords.aliases)),
    service(sendersDn, 'senders', hash(passwords.senders)),
    service(listKeeperDn, 'lists', hash(passwords.lists)),
    ...directoryPeople.map((person) => personEntry(person, hash)),
    ...roleMailboxes.map(roleEntry),
    ...groups.map(groupEntry),
    ...outsideContacts.map(contactEntry),
  ]
  return entries.map(([dn, attributes]) => entryLdif(dn, attributes)).join('\n')
}

function container(name: string): [string, Attributes] {
  return [`ou=${name},${baseDn}`, { objectClass: 'organizationalUnit', ou: name }]
}

function service(dn: string, cn: string, userPassword: string): [string, Attributes] {
  return [dn, { objectClass: ['organizationalRole', 'simpleSecurityObject'], cn, userPassword }]
}

function department(name: string): [string, Attributes] {
  return [`ou=${name},ou=departments,${baseDn}`, { objectClass: 'organizationalUnit', ou: name }]
}

function personEntry(person: DirectoryPerson, hash: HashPassword): [string, Attributes] {
  return [
    `uid=${person.uid},${peopleDn}`,
    {
      objectClass: ['inetOrgPerson', 'curbcutMailUser'],
      uid: person.uid,
      cn: person.name,
      displayName: person.name,
      givenName: person.givenName,
      sn: person.surname,
      title: person.title,
      telephoneNumber: person.telephone,
      departmentNumber: person.department,
      ou: person.department,
      mail: person.address,
      mailLocalAddress: person.aliases,
      mailQuotaBytes: String(person.quotaBytes),
      mailMaxRedirects: '4',
      mailForwardingAllowed: 'TRUE',
      mailAccountStatus: 'active',
      mailSendAs: roleMailboxes
        .filter(({ delegates }) => delegates.some(({ uid, rights }) => uid === person.uid && rights === 'full'))
        .map(({ address }) => address),
      mailSendOnBehalf: directoryPeople
        .filter(({ uid }) => person.writesFor.includes(uid))
        .map(({ address }) => address),
      userPassword: hash(person.password),
    },
  ]
}

/** A role mailbox has no password: nobody signs in to it, its delegates open it as a shared folder. */
function roleEntry(role: RoleMailbox): [string, Attributes] {
  return [
    `uid=${role.uid},${peopleDn}`,
    {
      objectClass: ['inetOrgPerson', 'curbcutMailUser'],
      uid: role.uid,
      cn: role.name,
      displayName: role.name,
      sn: role.name,
      employeeType: 'role',
      mail: role.address,
      mailLocalAddress: role.aliases,
      mailQuotaBytes: String(role.quotaBytes),
      mailMaxRedirects: '4',
      mailMaxScripts: '10',
      mailForwardingAllowed: 'FALSE',
      mailAccountStatus: 'active',
    },
  ]
}

function groupEntry(group: Group): [string, Attributes] {
  return [
    `cn=${group.id},${groupsDn}`,
    {
      objectClass: ['groupOfNames', 'curbcutMailGroup'],
      cn: group.id,
      description: group.name,
      mail: group.address,
      owner: `uid=${group.owner},${peopleDn}`,
      member: [
        ...group.members.map((uid) => `uid=${uid},${peopleDn}`),
        ...group.groups.map((id) => `cn=${id},${groupsDn}`),
      ],
      rfc822MailMember: group.outsideMembers,
      mailListPoster: group.posting,
      mailListJoining: group.joining,
    },
  ]
}

function contactEntry({ name, surname, address, title }: OutsideContact): [string, Attributes] {
  return [`cn=${name},${contactsDn}`, { objectClass: 'inetOrgPerson', cn: name, sn: surname, mail: address, title }]
}

/**
 * Argon2id in the form slapd's argon2 module reads: the PHC string. At a fraction of the module's own cost, because there is nothing
 * to protect: people's passwords are published with the demo, those of programs are too long to guess, and every connection checks one.
 */
function argon2(password: string): string {
  const salt = randomBytes(16)
  const cost = { parallelism: 1, memory: 64, passes: 1, tagLength: 32 }
  const key = argon2Sync('argon2id', { message: password, nonce: salt, ...cost })
  const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  return `{ARGON2}$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(key)}`
}

/** Every value in base64: then no name or password needs quoting rules. */
function entryLdif(dn: string, attributes: Attributes): string {
  const line = (name: string, value: string): string => `${name}:: ${Buffer.from(value, 'utf8').toString('base64')}\n`
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    [values].flat().map((value) => line(name, value)),
  )
  return line('dn', dn) + lines.join('')
}
