import { join } from 'node:path'
import type { Account } from '../account.ts'
import type { KeyPair } from '../ca.ts'

export const baseDn = 'dc=example,dc=gov'
export const peopleDn = `ou=people,${baseDn}`
export const groupsDn = `ou=groups,${baseDn}`
/** The server's account: it may read all but passwords, and change nothing. */
export const readerDn = `cn=reader,ou=services,${baseDn}`
const platformDn = `cn=platform,${baseDn}`
const postfixDn = `cn=postfix,ou=services,${baseDn}`

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
index objectClass,uid,mail,mailLocalAddress,mailSendAs,member,memberOf eq
index cn,sn,givenName eq,sub
sizelimit size.soft=500 size.hard=5000

overlay memberof
memberof-group-oc groupOfNames
overlay refint
refint_attributes member owner
refint_nothing "${platformDn}"
overlay unique
unique_uri ldap:///${peopleDn}?uid?sub
unique_uri ldap:///${baseDn}?mail,mailLocalAddress?sub

access to attrs=userPassword
  by self =xw
  by anonymous auth
  by * none
access to *
  by dn.exact="${readerDn}" read
  by dn.exact="${postfixDn}" read
  by self read
  by * none
`
}

function mapPeer({ uid, gid }: { uid: number; gid: number }, dn: string): string {
  return `authz-regexp "^gidNumber=${gid}\\\\+uidNumber=${uid},cn=peercred,cn=external,cn=auth$" "${dn}"`
}
