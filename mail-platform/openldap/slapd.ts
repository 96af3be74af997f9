import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyKeyFor, type CertificateAuthority, type KeyPair } from '../ca.ts'
import { startDaemon, type OwnProcess } from '../processes/daemon.ts'
import { run } from '../processes/run.ts'
import type { Site } from '../site.ts'
import { slapdConfig } from './config.ts'
import { organisationFingerprint, organisationLdif, type ServicePasswords } from './entries.ts'
import { curbcutSchema } from './schema.ts'

/** How the server reads the directory over ldaps. */
export interface DirectoryAccess {
  bindDn: string
  passwordFile: string
  baseDn: string
}

/** The unix socket of the directory as an LDAP URL; the address part of such a URL is the percent-encoded path. */
export function directorySocketUrl(site: Site): string {
  return `ldapi://${encodeURIComponent(join(site.layout.sockets, 'ldapi'))}`
}

/** Writes slapd's configuration. The passwords of programs are made once; only we may read their files. */
export function configureDirectory(site: Site, authority: CertificateAuthority, certificate: KeyPair): void {
  const { layout, account } = site
  for (const name of ['reader', 'aliases', 'senders', 'lists']) {
    const passwordFile = join(layout.secrets, `directory-${name}.password`)
    if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  }
  writeFileSync(join(layout.openldap, 'curbcut.schema'), curbcutSchema)
  writeFileSync(
    join(layout.openldap, 'slapd.conf'),
    slapdConfig({
      directory: layout.openldap,
      account,
      certificateAuthority: authority.certificate,
      certificate: copyKeyFor(certificate, 'ldap', account.directory),
    }),
  )
  const data = join(layout.openldap, 'data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  chownSync(data, account.directory.uid, account.directory.gid)
}

/** What the database is made from: its entries, and the configuration with schema and indexes. Call after configuring. */
export function directoryInputs({ layout }: Site): string[] {
  return [organisationFingerprint(), curbcutSchema, readFileSync(join(layout.openldap, 'slapd.conf'), 'utf8')]
}

export function startDirectory(site: Site): Promise<OwnProcess> {
  const { layout, account, ports } = site
  rmSync(join(layout.sockets, 'ldapi'), { force: true })
  const listeners = `${directorySocketUrl(site)}/????x-mod=0777 ldaps://127.0.0.1:${ports.ldaps}`
  const user = account.isRoot ? ['-u', account.directory.name, '-g', account.directory.name] : []
  // A debug level, even none, keeps slapd in the foreground.
  const parameters = ['-d', 'none', '-f', join(layout.openldap, 'slapd.conf'), '-h', listeners, ...user]
  return startDaemon('/usr/sbin/slapd', parameters, { logFile: join(layout.log, 'slapd.log') })
}

/** Empties the database; for the first start, while slapd does not run. */
export function clearDirectory(site: Site): void {
  const data = join(site.layout.openldap, 'data')
  for (const file of ['data.mdb', 'lock.mdb']) rmSync(join(data, file), { force: true })
}

/** Adds the demo organisation to a running, empty directory (online, because `slapadd` leaves memberOf out). */
export async function fillDirectory(site: Site, passwords: ServicePasswords): Promise<void> {
  await run('ldapadd', ['-Q', '-Y', 'EXTERNAL', '-H', directorySocketUrl(site)], {
    input: organisationLdif(passwords),
  })
}

/** Changes entries as the platform's administrator, for the platform's own use and for tests. @param ldif RFC 2849 */
export async function changeDirectory(site: Site, ldif: string): Promise<void> {
  await run('ldapmodify', ['-Q', '-Y', 'EXTERNAL', '-H', directorySocketUrl(site)], { input: ldif })
}
