import { join } from 'node:path'
import type { Account } from '../account.ts'
import type { KeyPair } from '../ca.ts'

export const baseDn = 'dc=example,dc=gov'
export const peopleDn = `ou=people,${baseDn}`
export const groupsDn = `ou=groups,${baseDn}`
/** People of other organisations, kept by administrators. */
export const contactsDn = `ou=contacts,${baseDn}`
/** The server's account: it may read all but passwords, and change nothing. */
export const readerDn = `cn=reader,ou=services,${baseDn}`
/** The server's account for aliases: it may read as the reader does, and change what people's further addresses are. */
export const aliasesDn = `cn=aliases,ou=services,${baseDn}`
/** The server's account for shared mailboxes: it may read as the reader does, and change who may write from whose address. */
export const sendersDn = `cn=senders,ou=services,${baseDn}`
/** The server's account for lists: it may read as the reader does, change who is on lists, and make lists below `listsDn`. */
export const listKeeperDn = `cn=lists,ou=services,${baseDn}`
/** Lists that people have made. */
export const listsDn = `ou=lists,${baseDn}`
const platformDn = `cn=platform,${baseDn}`
const postfixDn = `cn=postfix,ou=services,${baseDn}`

/**
 * What docs/operating/directory.md advises: names and addresses by their beginning, from one letter on, and by parts. Where one of the attributes
 * that people are searched by has no index, slapd looks through everybody.
 */
export const directoryIndexes = `index objectClass,uid,mailLocalAddress,mailPausedAddress,mailSendAs,mailSendOnBehalf,member,memberOf,departmentNumber,ou eq
index mail,cn,sn,givenName,description eq,subinitial,subany`

export interface SlapdConfigInputs {
  directory: string
  account: Account
  certificateAuthority: string
  certificate: KeyPair
}

/** slapd.conf(5) of the platform's directory. */
export function slapdConfig({ directory, account, certificateAuthority, certificate }: SlapdConfigInputs) {
  const schemas = ['core', 'cosine', 'inetorgperson', 'misc'].map((name) => `include /etc/ldap/schema/${name}.schema`)
  const modules = ['back_mdb', 'argon2', 'memberof', 'refint', 'unique'].map((name) => `moduleload ${name}`)
  return `${schemas.join('\n')}
include ${join(directory, 'curbcut.schema')}
modulepath /usr/lib/ldap
${modules.join('\n')}
loglevel none
threads 4
index_substr_if_minlen 1

TLSCACertificateFile ${certificateAuthority}
TLSCertificateFile ${certificate.certificate}
TLSCertificateKeyFile ${certificate.key}
TLSProtocolMin 3.3
TLSVerifyClient never

# No password travels without encryption; a local socket counts as encrypted.
security simple_bind=71
localSSF 128
require authc
disallow bind_anon

# Programs of this machine prove who they are by the socket (SASL EXTERNAL): no password of theirs lies on the disk.
${mapPeer(account.self, platformDn)}
${account.isRoot ? '' : `${mapPeer({ uid: 0, gid: 0 }, platformDn)}\n`}${mapPeer(account.postfix, postfixDn)}

database mdb
directory ${join(directory, 'data')}
suffix "${baseDn}"
rootdn "${platformDn}"
maxsize 268435456
password-hash {ARGON2}
${directoryIndexes}
sizelimit size.soft=500 size.hard=5000

overlay memberof
memberof-group-oc groupOfNames
overlay refint
refint_attributes member owner
refint_nothing "${platformDn}"
overlay unique
unique_uri ldap:///${peopleDn}?uid?sub
unique_uri ldap:///${baseDn}?mail,mailLocalAddress,mailPausedAddress?sub

${rights}`
}

/** Who may read and change what (slapd.access(5)): the first rule that fits holds. */
const rights = `access to attrs=userPassword
  by self =xw
  by anonymous auth
  by * none
access to dn.subtree="${peopleDn}" attrs=mailLocalAddress,mailPausedAddress,mailPausedReply
  by dn.exact="${aliasesDn}" write
  by dn.exact="${listKeeperDn}" read
  by dn.exact="${sendersDn}" read
  by dn.exact="${readerDn}" read
  by dn.exact="${postfixDn}" read
  by self read
  by * none
access to dn.subtree="${peopleDn}" attrs=mailSendAs,mailSendOnBehalf
  by dn.exact="${sendersDn}" write
  by dn.exact="${aliasesDn}" read
  by dn.exact="${readerDn}" read
  by dn.exact="${postfixDn}" read
  by self read
  by * none
access to dn.subtree="${listsDn}"
  by dn.exact="${listKeeperDn}" write
  by * break
access to dn.exact="cn=service-desk,${groupsDn}"
  by dn.exact="${listKeeperDn}" read
  by * break
access to dn.subtree="${groupsDn}" attrs=member,owner,rfc822MailMember,mailListPoster,mailListJoining,description,info
  by dn.exact="${listKeeperDn}" write
  by * break
access to dn.subtree="${peopleDn}" attrs=entry,objectClass,uid,cn,sn,givenName,displayName,mail,title,departmentNumber,telephoneNumber
  by dn.children="${peopleDn}" read
  by * break
access to *
  by dn.exact="${listKeeperDn}" read
  by dn.exact="${aliasesDn}" read
  by dn.exact="${sendersDn}" read
  by dn.exact="${readerDn}" read
  by dn.exact="${postfixDn}" read
  by self read
  by * none
`

function mapPeer({ uid, gid }: { uid: number; gid: number }, dn: string): string {
  return `authz-regexp "^gidNumber=${gid}\\\\+uidNumber=${uid},cn=peercred,cn=external,cn=auth$" "${dn}"`
}
