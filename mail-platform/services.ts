import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeyPair } from './ca.ts'
import { startDovecot } from './dovecot/dovecot.ts'
import type { Layout } from './layout.ts'
import { startDirectory } from './openldap/slapd.ts'
import { findPostfix, startPostfix, stopPostfix } from './postfix/postfix.ts'
import { startAddressBooks } from './radicale/radicale.ts'
import { startDaemon, stopProcess, type OwnProcess } from './processes/daemon.ts'
import type { RunningRecord, ServiceName } from './processes/record.ts'
import type { Site } from './site.ts'

/** Starts one service and gives its main process. It may not be ready yet. */
export function startService(name: ServiceName, site: Site, certificate: KeyPair): Promise<OwnProcess> {
  switch (name) {
    case 'slapd':
      return startDirectory(site)
    case 'dovecot':
      return startDovecot(site)
    case 'postfix':
      return startPostfix(site)
    case 'radicale':
      return startAddressBooks(site)
    case 'sink':
      return startCompanion(site, certificate)
  }
}

export function stopService(name: ServiceName, layout: Layout, own: OwnProcess): Promise<void> {
  return name === 'postfix' ? stopPostfix(layout, own) : stopProcess(own)
}

/** Stops what a record names, and a Postfix of this directory that no record names. Nothing else. */
export async function stopServices(layout: Layout, processes: RunningRecord['processes']): Promise<void> {
  const postfix = processes.postfix ?? (await findPostfix(layout))
  const found = { ...processes, ...(postfix && { postfix }) }
  // Those that ask the directory end before it does.
  for (const together of [['postfix', 'dovecot', 'radicale', 'sink'], ['slapd']] as const)
    await Promise.all(
      together.map(async (name) => {
        const own = found[name]
        if (own) await stopService(name, layout, own)
      }),
    )
}

export function logOf(name: ServiceName, layout: Layout): string {
  return join(layout.log, `${name}.log`)
}

function startCompanion({ layout, ports }: Site, { certificate, key }: KeyPair): Promise<OwnProcess> {
  const parameters = {
    directory: layout.directory,
    owner: String(process.pid),
    port: String(ports.sink),
    certificate,
    key,
    ldaps: String(ports.ldaps),
  }
  const program = fileURLToPath(new URL('companion.ts', import.meta.url))
  const options = Object.entries(parameters).map(([name, value]) => `--${name}=${value}`)
  return startDaemon(process.execPath, [program, ...options], { logFile: logOf('sink', layout), heldByUs: true })
}
