import type { Server } from 'node:net'
import { readAccount } from './account.ts'
import { ensureServerCertificate, type KeyPair } from './ca.ts'
import { claimDirectory } from './claim.ts'
import { roleMailboxes } from './demo-people.ts'
import { configureDovecot } from './dovecot/dovecot.ts'
import { shareRoleMailboxes } from './dovecot/sharing.ts'
import { createLayout, layoutOf } from './layout.ts'
import { clearDirectory, configureDirectory, directoryInputs, fillDirectory } from './openldap/slapd.ts'
import { platformAt, readServicePasswords, readReaderPassword, stopPlatform } from './handle.ts'
import type { Platform } from './platform.ts'
import { fixedPorts, freePorts, type Ports } from './ports.ts'
import { configurePostfix } from './postfix/postfix.ts'
import { configureAddressBooks } from './radicale/radicale.ts'
import { requireRoot } from './processes/run.ts'
import { readRecord, writeRecord, type RunningRecord, type ServiceName } from './processes/record.ts'
import { waitForDirectorySocket, waitForService } from './readiness.ts'
import { dropUnfinishedSeed, seedOnce, type SeedSize } from './seeding.ts'
import { logOf, startService } from './services.ts'
import type { Site } from './site.ts'
import { Steps } from './steps.ts'
import { ensureTokenIssuer } from './tokens.ts'

interface PlatformOptions {
  /** All state, configuration, sockets and logs. */
  directory: string
  /** `demo`: fixed numbers (see demoPorts) or the caller's; `free`: some that nobody uses. Default `free`. */
  ports?: 'demo' | 'free'
  /** Replaces single numbers of `demo`. */
  portNumbers?: Partial<Ports>
  /** Mail to begin with, put there once. Default `none`. */
  seed?: SeedSize
  /** Told what is being done, in a few words. */
  onStep?: (text: string) => void
}

/**
 * Starts the reference mail platform. Resolves only after a real LDAP bind, IMAP sign-in and submission sign-in.
 * @throws PlatformAlreadyRunning, PortInUse, or an error that names the log to read; then nothing is left running.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const say = options.onStep ?? (() => undefined)
  const account = readAccount()
  await requireRoot()
  const layout = layoutOf(options.directory)
  createLayout(layout)
  const claim = await claimDirectory(layout, say)
  let guard: Server | undefined
  try {
    const chosen = await choosePorts(options, new Steps(layout.made))
    guard = chosen.guard
    const site: Site = { layout, ports: chosen.ports, account }
    const record: RunningRecord = { ...claim, ports: chosen.ports }
    const platform = await startServices(site, record, say)
    await seedOnce(platform, layout, options.seed ?? 'none', say)
    writeRecord(layout.record, { ...record, ready: true })
    const stop = async (): Promise<void> => {
      // Stopped from elsewhere and started anew, it is no longer ours to stop.
      if (readRecord(layout.record)?.owner.pid === process.pid) await platform.stop()
      guard?.close()
    }
    return { ...platform, stop }
  } catch (error) {
    guard?.close()
    // What went wrong first is what people must read.
    await stopPlatform(layout).catch(() => undefined)
    throw error
  }
}

async function choosePorts(options: PlatformOptions, steps: Steps): Promise<{ ports: Ports; guard?: Server }> {
  if (options.ports === 'demo') return { ports: await fixedPorts(options.portNumbers ?? {}) }
  const chosen = await freePorts(steps.recall('ports') as Ports | undefined)
  steps.remember('ports', chosen.ports)
  return chosen
}

/** Writes all configuration anew (it costs nothing), starts the services side by side and waits for each. */
async function startServices(site: Site, record: RunningRecord, say: (text: string) => void): Promise<Platform> {
  const { layout } = site
  const steps = new Steps(layout.made)
  say('Making keys and configuration')
  const certificate = await configure(site)
  const platform = platformAt(site)
  const organisation = directoryInputs(site)
  const filled = steps.isDone('directory', organisation)
  if (!filled) clearDirectory(site)
  dropUnfinishedSeed(layout, steps)

  say('Starting directory, mailboxes, address books and mail transport')
  const start = async (name: ServiceName): Promise<void> => {
    record.processes[name] = await startService(name, site, certificate)
    writeRecord(layout.record, record)
  }
  const ready = (name: ServiceName): Promise<void> => {
    const own = record.processes[name]
    if (!own) throw new Error(`${name} was not started.`)
    return waitForService(name, platform, own, logOf(name, layout))
  }
  const startDirectoryAndMailboxes = async (): Promise<void> => {
    await start('slapd')
    if (!filled) {
      await waitForDirectorySocket(site, record.processes.slapd, logOf('slapd', layout))
      await fillDirectory(site, readServicePasswords(layout))
      steps.markDone('directory', organisation)
    }
    await ready('slapd')
    // Dovecot that meets no directory waits before it tries again.
    await start('dovecot')
    await ready('dovecot')
  }
  await allOrFirstError([startDirectoryAndMailboxes(), start('postfix'), start('radicale'), start('sink')])
  say('Signing in to every service')
  await allOrFirstError([ready('postfix'), ready('radicale'), ready('sink')])
  if (!steps.isDone('sharing', roleMailboxes)) {
    await shareRoleMailboxes(platform)
    steps.markDone('sharing', roleMailboxes)
  }
  return platform
}

/** Waits for all, so that nothing is still starting when we clean up after the first failure. */
async function allOrFirstError(tasks: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function configure(site: Site): Promise<KeyPair> {
  const { layout } = site
  const { authority, server: certificate } = await ensureServerCertificate(layout.tls)
  configureDirectory(site, authority, certificate)
  configureAddressBooks(site, certificate)
  configureDovecot(site, {
    authority,
    certificate,
    tokens: ensureTokenIssuer(layout.tokens),
    readerPassword: readReaderPassword(layout),
  })
  await configurePostfix(site, { certificateAuthority: authority.certificate, certificate })
  return certificate
}
