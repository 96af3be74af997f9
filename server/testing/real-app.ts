import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Platform } from '#platform/platform.ts'
import { openAdapters } from '#server/adapters.ts'
import { type App, createApp } from '#server/app.ts'
import { type ConfigFile, parseConfig } from '#server/config.ts'
import { personOf } from '#server/mail/testing/real-mail.ts'
import { createLogger } from '#server/observability/logger.ts'
import { bounds } from '#server/server.ts'
import { TestBrowser } from './test-browser.ts'

const publicOrigin = 'http://localhost:8080'

/** The whole server over HTTP, on the real mail platform. */
export interface RealApp {
  app: App
  url: string
  browser(): TestBrowser
  log: string[]
  signedIn(user: string): Promise<TestBrowser>
  stop(): Promise<void>
}

export async function startRealApp(
  platform: Platform,
  now?: () => number,
  cardServers: { name: string; url: string; caFile?: string }[] = [],
  {
    signIn,
    hasTokens = true,
    otherDirectories = [],
    approvers,
    outsideMembers = true,
  }: Pick<ConfigFile, 'signIn' | 'otherDirectories'> & {
    hasTokens?: boolean
    approvers?: string
    outsideMembers?: boolean
  } = {},
): Promise<RealApp> {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-shared-'))
  const { host, ports, caFile, tokens, directoryAccess, aliasAccess, listAccess, senderAccess, programAccess, domain } =
    platform
  const config = parseConfig(
    {
      organisation: 'Example City',
      http: { port: 8080, publicUrl: publicOrigin },
      storage: { directory },
      mail: {
        imap: { host, port: ports.imaps, caFile },
        submission: { host, port: ports.submission, caFile },
        manageSieve: { host, port: ports.manageSieve, caFile },
        ...(hasTokens && { tokens }),
      },
      ...(signIn && { signIn }),
      directory: {
        ...{ host, port: ports.ldaps, caFile, ...directoryAccess },
        forPrograms: { host, port: ports.ldaps, ...programAccess },
        filters: { active: '(mailAccountStatus=active)' },
      },
      otherDirectories,
      aliases: { ...aliasAccess, domains: [domain], most: 3, ...(approvers !== undefined && { approvers }) },
      lists: { ...listsConfig(listAccess, domain), outsideMembers },
      sharing: {
        groups: true,
        readMarks: 'own',
        ...(hasTokens && { handOverGroup: 'service-desk' }),
        senders: senderAccess,
      },
      contacts: {
        servers: [{ name: 'Address books', url: `https://${host}:${ports.carddav}/`, caFile }, ...cardServers],
      },
      limits: { signInPerMinute: 1_000, readPerMinute: 10_000, writePerMinute: 10_000, sendPerMinute: 1_000 },
    },
    { file: 'test.yaml', baseDirectory: directory },
  )
  const log: string[] = []
  const adapters = await openAdapters(config)
  const logger = createLogger('debug', { write: (line) => log.push(line) })
  const app = createApp(config, { ...adapters, logger, ...(now ? { now } : {}) })
  const server = createServer(bounds, app.express)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ app, url, log },
    browser: () => new TestBrowser(url, publicOrigin, log),
    async signedIn(user) {
      const browser = new TestBrowser(url, publicOrigin, log)
      const { status } = await browser.signIn(user, personOf(platform, user).password)
      if (status !== 200) throw new Error(`${user} could not sign in`)
      return browser
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await app.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function listsConfig({ baseDn, ...account }: Platform['listAccess'], domain: string) {
  return { ...account, making: { baseDn, domains: [domain], most: 3 } }
}
