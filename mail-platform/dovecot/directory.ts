import { join } from 'node:path'
import { peopleDn, readerDn } from '../openldap/config.ts'
import { directorySocketUrl } from '../openldap/slapd.ts'
import type { Site } from '../site.ts'
import { publicKeyDirectory, type TokenIssuer } from '../tokens.ts'

const account = '(objectClass=curbcutMailUser)(|(uid=%u)(mail=%u)(mailLocalAddress=%u))'
const activeAccount = `(&${account}(mailAccountStatus=active))`

/**
 * Dovecot's views of the directory: file name → content (dovecot-ldap.conf.ext). People sign in by name, address or
 * alias; every way leads to the same uid. The files hold the reader's password.
 */
export function directoryFiles(site: Site, readerPassword: string): Record<string, string> {
  const connection = `uris = ${directorySocketUrl(site)}
dn = ${readerDn}
dnpass = ${readerPassword}
ldap_version = 3
base = ${peopleDn}
scope = subtree
`
  const home = join(site.layout.mail, '%{ldap:uid}')
  const userAttributes = [
    'uid=user',
    `=home=${home}`,
    'mailQuotaBytes=quota_rule=*:storage=%{ldap:mailQuotaBytes}B',
    'mailMaxRedirects=sieve_max_redirects',
    'mailMaxScripts=sieve_quota_max_scripts',
  ]
  return {
    'directory-password.conf': `${connection}auth_bind = yes
pass_filter = ${activeAccount}
pass_attrs = uid=user
`,
    'directory-active.conf': `${connection}auth_bind = no
pass_filter = ${activeAccount}
pass_attrs = uid=user, =nopassword=y
`,
    'directory-users.conf': `${connection}user_filter = (&${account})
user_attrs = ${userAttributes.join(', ')}
iterate_filter = (objectClass=curbcutMailUser)
iterate_attrs = uid=user
`,
  }
}

/** How Dovecot verifies tokens by itself (`introspection_mode = local`); keys are files named by key id. */
export function tokenFile(site: Site, tokens: TokenIssuer): string {
  return `introspection_mode = local
local_validation_key_dict = fs:posix:prefix=${publicKeyDirectory(site.layout.tokens)}/
username_attribute = sub
username_format = %Lu
issuers = ${tokens.issuer}
scope = ${tokens.scope}
`
}
