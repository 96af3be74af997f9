import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { domain, people } from './demo-people.ts'
import { deliver } from './delivery.ts'
import type { Layout } from './layout.ts'
import { aliasesDn, baseDn, listKeeperDn, listsDn, peopleDn, readerDn, sendersDn } from './openldap/config.ts'
import type { ServicePasswords } from './openldap/entries.ts'
import type { Platform } from './platform.ts'
import { loopback, startTlsLoopback } from './ports.ts'
import { postfixLog } from './postfix/postfix.ts'
import { readRecord, removeRecord, writeRecord, type ServiceName } from './processes/record.ts'
import { waitForService } from './readiness.ts'
import { logOf, startService, stopService, stopServices } from './services.ts'
import type { Site } from './site.ts'
import { ensureTokenIssuer } from './tokens.ts'

/** What callers see of a site. Its services need not run yet. */
export function platformAt(site: Site): Platform {
  const { layout, ports } = site
  const platform: Platform = {
    directory: layout.directory,
    stateDirectory: layout.state,
    host: loopback,
    ports,
    manageSieveStartTls: { host: startTlsLoopback, port: ports.manageSieve },
    caFile: join(layout.tls, 'ca.pem'),
    tokens: ensureTokenIssuer(layout.tokens),
    directoryAccess: { bindDn: readerDn, passwordFile: passwordFileOf(layout, 'reader'), baseDn },
    aliasAccess: { bindDn: aliasesDn, passwordFile: passwordFileOf(layout, 'aliases') },
    senderAccess: { bindDn: sendersDn, passwordFile: passwordFileOf(layout, 'senders') },
    listAccess: { bindDn: listKeeperDn, passwordFile: passwordFileOf(layout, 'lists'), baseDn: listsDn },
    programAccess: { baseDn: peopleDn, bindDn: `uid={user},${peopleDn}` },
    domain,
    people: people.map((person) => ({ ...person })),
    outsideDirectory: layout.outside,
    deliver: (eml, to) => deliver(platform, postfixLog(layout), eml, to),
    restart: (service) => restartService(site, platform, service),
    stop: () => stopPlatform(layout),
  }
  return platform
}

function passwordFileOf(layout: Layout, name: keyof ServicePasswords): string {
  return join(layout.secrets, `directory-${name}.password`)
}

/** The password of the read-only directory account. */
export function readReaderPassword(layout: Layout): string {
  return readFileSync(passwordFileOf(layout, 'reader'), 'utf8')
}

/** The passwords of all directory accounts of programs. */
export function readServicePasswords(layout: Layout): ServicePasswords {
  const read = (name: keyof ServicePasswords) => readFileSync(passwordFileOf(layout, name), 'utf8')
  return { reader: read('reader'), aliases: read('aliases'), senders: read('senders'), lists: read('lists') }
}

/** Ends everything the record of the directory names, and only that; does nothing when nothing runs. */
export async function stopPlatform(layout: Layout): Promise<void> {
  const record = readRecord(layout.record)
  await stopServices(layout, record?.processes ?? {})
  removeRecord(layout.record)
}

async function restartService(site: Site, platform: Platform, service: ServiceName): Promise<void> {
  const { layout } = site
  const record = readRecord(layout.record)
  const own = record?.processes[service]
  if (!record || !own) throw new Error(`${service} does not run in ${layout.directory}.`)
  await stopService(service, layout, own)
  const certificate = { certificate: join(layout.tls, 'server.pem'), key: join(layout.tls, 'server.key') }
  record.processes[service] = await startService(service, site, certificate)
  writeRecord(layout.record, record)
  await waitForService(service, platform, record.processes[service], logOf(service, layout))
}
