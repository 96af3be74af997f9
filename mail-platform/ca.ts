import { X509Certificate } from 'node:crypto'
import { chownSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mailHostName } from './demo-people.ts'
import { loopback, startTlsLoopback } from './ports.ts'
import { run } from './processes/run.ts'

/** Paths of a PEM certificate and its private key. */
export interface KeyPair {
  certificate: string
  key: string
}

/** A certificate authority of our own: nothing but this platform's clients trusts it. */
export interface CertificateAuthority extends KeyPair {
  directory: string
}

const names = { dns: ['localhost', mailHostName], ip: [loopback, startTlsLoopback] }
const serverNames = [...names.dns.map((name) => `DNS:${name}`), ...names.ip.map((address) => `IP:${address}`)]
const renewBeforeMs = 30 * 24 * 3600 * 1000

/** The platform's authority and server certificate, made once, and again when they are about to expire. */
export async function ensureServerCertificate(
  directory: string,
): Promise<{ authority: CertificateAuthority; server: KeyPair }> {
  const server = { certificate: join(directory, 'server.pem'), key: join(directory, 'server.key') }
  const authority = { directory, certificate: join(directory, 'ca.pem'), key: join(directory, 'ca.key') }
  if (isGood(server.certificate, names.dns, names.ip) && isGood(authority.certificate)) return { authority, server }
  await createAuthority(directory)
  return { authority, server: await issueCertificate(authority, 'server', serverNames) }
}

/** A P-256 authority, valid ten years, as `ca.pem` and `ca.key` in the directory. */
async function createAuthority(directory: string): Promise<CertificateAuthority> {
  const authority = { directory, certificate: join(directory, 'ca.pem'), key: join(directory, 'ca.key') }
  await openssl([
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256'],
    ...['-subj', '/CN=Curbcut local certificate authority', '-days', '3650'],
    ...['-addext', 'basicConstraints=critical,CA:TRUE,pathlen:0', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ...['-keyout', authority.key, '-out', authority.certificate],
  ])
  return authority
}

/** A server certificate signed by the authority, valid one year; `subjects` are SAN entries (RFC 5280 section 4.2.1.6). */
function issueCertificate(authority: CertificateAuthority, name: string, subjects: string[]): Promise<KeyPair> {
  return sign(authority, name, subjects, ['-days', '365'])
}

/** For tests: right name, right authority, ended yesterday. */
export function issueExpiredCertificate(authority: CertificateAuthority, name: string): Promise<KeyPair> {
  const daysAgo = (days: number): string =>
    `${new Date(Date.now() - days * 24 * 3600 * 1000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`
  return sign(authority, name, serverNames, ['-startdate', daysAgo(30), '-enddate', daysAgo(1)])
}

/** For tests: right authority, but for a server of another name. */
export function issueWrongNameCertificate(authority: CertificateAuthority, name: string): Promise<KeyPair> {
  return issueCertificate(authority, name, ['DNS:mail.elsewhere.example'])
}

/** For tests: right name, signed by nobody but itself. */
export async function createSelfSignedCertificate(directory: string, name: string): Promise<KeyPair> {
  const pair = { certificate: join(directory, `${name}.pem`), key: join(directory, `${name}.key`) }
  await openssl([
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256', '-days', '365'],
    ...['-subj', '/CN=localhost', '-addext', `subjectAltName=${serverNames.join(',')}`],
    ...['-keyout', pair.key, '-out', pair.certificate],
  ])
  return pair
}

/** An RSA key with a certificate signed by itself, as parties of SAML know each other by; RSA, for XML signatures. */
export async function createSigningKey(directory: string, name: string): Promise<KeyPair> {
  const pair = { certificate: join(directory, `${name}.pem`), key: join(directory, `${name}.key`) }
  await openssl([
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '365', '-subj', `/CN=${name}`],
    ...['-keyout', pair.key, '-out', pair.certificate],
  ])
  return pair
}

/** The same certificate once more with a key that another user may read, for a daemon that is never root. */
export function copyKeyFor(pair: KeyPair, name: string, owner: { uid: number; gid: number }): KeyPair {
  const copy = { certificate: pair.certificate, key: join(pair.key, '..', `${name}.key`) }
  rmSync(copy.key, { force: true })
  copyFileSync(pair.key, copy.key)
  chownSync(copy.key, owner.uid, owner.gid)
  return copy
}

async function sign(
  authority: CertificateAuthority,
  name: string,
  subjects: string[],
  validity: string[],
): Promise<KeyPair> {
  const { directory } = authority
  const pair = { certificate: join(directory, `${name}.pem`), key: join(directory, `${name}.key`) }
  const scratch = mkdtempSync(join(directory, 'signing-'))
  const inScratch = (file: string): string => join(scratch, file)
  writeFileSync(inScratch('index'), '')
  writeFileSync(inScratch('config'), signingConfig(scratch, subjects))
  await openssl([
    ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256', '-subj', '/CN=localhost'],
    ...['-keyout', pair.key, '-out', inScratch('request')],
  ])
  await openssl([
    ...['ca', '-batch', '-notext', '-config', inScratch('config'), ...validity],
    ...['-cert', authority.certificate, '-keyfile', authority.key],
    ...['-in', inScratch('request'), '-out', pair.certificate],
  ])
  rmSync(scratch, { recursive: true })
  return pair
}

/** `openssl ca` rather than `openssl x509`: only it can date a certificate into the past. */
function signingConfig(scratch: string, subjects: string[]): string {
  return `[ca]
default_ca = local
[local]
database = ${join(scratch, 'index')}
new_certs_dir = ${scratch}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = server
unique_subject = no
[any]
commonName = supplied
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ${subjects.join(',')}
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
`
}

function isGood(file: string, dns: string[] = [], ip: string[] = []): boolean {
  if (!existsSync(file)) return false
  const certificate = new X509Certificate(readFileSync(file))
  const lastsLongEnough = Date.parse(certificate.validTo) - Date.now() > renewBeforeMs
  return (
    lastsLongEnough &&
    dns.every((name) => certificate.checkHost(name) !== undefined) &&
    ip.every((address) => certificate.checkIP(address) !== undefined)
  )
}

async function openssl(parameters: string[]): Promise<void> {
  await run('openssl', parameters)
}
