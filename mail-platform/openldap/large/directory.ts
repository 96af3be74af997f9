import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { readAccount } from '../../account.ts'
import { copyKeyFor } from '../../ca.ts'
import { layoutOf } from '../../layout.ts'
import type { Platform } from '../../platform.ts'
import { loopback } from '../../ports.ts'
import { directoryIndexes } from '../config.ts'
import { curbcutSchema } from '../schema.ts'
import { type LargeOrganisation, organisationEntries, readerOf } from './entries.ts'

/** What it is read with, in the words of the server's configuration. */
export interface LargeDirectory {
  access: { host: string; port: number; caFile: string; baseDn: string; bindDn: string; passwordFile: string }
  /** Ends slapd; what it kept is gone. */
  stop(): Promise<void>
}

const patienceMs = 60_000

/**
 * A slapd of its own beside the platform's, with the platform's certificate and as many people as one wants: filled offline by
 * slapadd(8), which takes a second for a few thousand. It ends with the process that started it.
 */
export async function startLargeDirectory(
  platform: Platform,
  organisation: LargeOrganisation,
): Promise<LargeDirectory> {
  const place = mkdtempSync(join(tmpdir(), 'curbcut-large-'))
  chmodSync(place, 0o711)
  const { baseDn } = organisation
  const access = {
    ...{ host: loopback, port: await freePort(), caFile: platform.caFile, baseDn, bindDn: readerOf(baseDn) },
    passwordFile: join(place, 'reader.password'),
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(access.passwordFile, password, { mode: 0o600 })
  const account = readAccount()
  const { uid, gid } = account.directory
  const files = [join(place, 'slapd.conf'), join(place, 'curbcut.schema')] as const
  writeFileSync(files[0], configuration(place, platform, baseDn))
  writeFileSync(files[1], curbcutSchema)
  mkdirSync(join(place, 'data'), { mode: 0o700 })
  chownSync(join(place, 'data'), uid, gid)
  await fill(files[0], organisationEntries(organisation, password), { uid, gid })
  // The shell ends slapd when its own standard input closes: when told to, or when we have died.
  const held = '"$@" & own=$!; trap "kill $own" TERM; cat >/dev/null; kill $own; wait $own'
  const slapd = ['/usr/sbin/slapd', '-d', 'none', '-f', files[0], '-h', `ldaps://${loopback}:${access.port}`]
  const child = spawn('/bin/sh', ['-c', held, 'sh', ...slapd], { stdio: ['pipe', 'ignore', 'ignore'], uid, gid })
  const ended = once(child, 'exit')
  await untilItAnswers(access, password)
  return {
    access,
    async stop() {
      child.stdin.end()
      await ended
      rmSync(place, { recursive: true, force: true })
    },
  }
}

/** slapd.conf(5) with the indexes that docs/operating/directory.md advises. */
function configuration(place: string, platform: Platform, baseDn: string): string {
  const { tls } = layoutOf(platform.directory)
  const account = readAccount()
  const pair = { certificate: join(tls, 'server.pem'), key: join(tls, 'server.key') }
  const { certificate, key } = copyKeyFor(pair, 'ldap', account.directory)
  return `${['core', 'cosine', 'inetorgperson', 'misc'].map((name) => `include /etc/ldap/schema/${name}.schema`).join('\n')}
include ${join(place, 'curbcut.schema')}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
loglevel none
threads 4
tool-threads 2
index_substr_if_minlen 1
TLSCACertificateFile ${platform.caFile}
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
TLSProtocolMin 3.3
security simple_bind=71
require authc
disallow bind_anon

database mdb
directory ${join(place, 'data')}
suffix "${baseDn}"
maxsize 2147483648
${directoryIndexes}
sizelimit size.soft=500 size.hard=5000

access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${readerOf(baseDn)}" read by * none
`
}

async function fill(configFile: string, entries: Iterable<string>, user: { uid: number; gid: number }): Promise<void> {
  const child = spawn('/usr/sbin/slapadd', ['-q', '-f', configFile], { stdio: ['pipe', 'ignore', 'pipe'], ...user })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'close')
  // Where it ends before it has read everything, it says why.
  await pipeline(Readable.from(entries), child.stdin).catch(() => undefined)
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new Error(`slapadd ends with ${code}: ${said.trim().slice(-2000)}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, loopback)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function untilItAnswers({ host, port, bindDn }: LargeDirectory['access'], password: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const client = new Client({ url: `ldaps://${host}:${port}`, tlsOptions: { rejectUnauthorized: false } })
    try {
      await client.bind(bindDn, password)
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await wait(50)
    } finally {
      await client.unbind().catch(() => undefined)
    }
  }
}
