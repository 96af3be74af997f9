import { type Browser } from 'playwright-core'
import { launchChromium } from '#e2e/chromium.ts'
import { person } from '#e2e/people.ts'
import { layoutOf } from '#platform/layout.ts'
import { readRecord } from '#platform/processes/record.ts'
import { type AppUnderTest, startAppUnderTest } from '../scripts/app-under-test.ts'
import { inspectable } from './instruments/garbage.ts'
import { RawImap } from './instruments/raw-imap.ts'
import { Visitor } from './instruments/visitor.ts'

/** The person with the big inbox. */
export const main = 'ada'

/** What all parts of one run share. */
export interface Stage {
  app: AppUnderTest
  browser: Browser
  /** Signs a person in over HTTP. */
  visit(uid: string): Promise<Visitor>
  /** A raw IMAP connection of a person, signed in. */
  raw(uid: string): Promise<RawImap>
  /** The process above all processes of the mail server. */
  dovecotPid: number
  stop(): Promise<void>
}

/** Hundreds of sessions from one address, and people far quicker than people are, must not meet the limits. */
const limits = { readPerMinute: 100_000, writePerMinute: 100_000, signInPerMinute: 10_000 }

/** Starts a mail platform, the app and a browser of its own. */
export async function startStage(): Promise<Stage> {
  const app = await startAppUnderTest({ seed: 'small', limits, nodeParameters: inspectable })
  try {
    const browser = await launchChromium()
    const dovecot = readRecord(layoutOf(app.platform.directory).record)?.processes.dovecot
    if (!dovecot) throw new Error('The mail server does not run.')
    return {
      app,
      browser,
      visit: (uid) => Visitor.signIn(app.url, person(app, uid)),
      raw: (uid) => RawImap.open(app.platform, uid),
      dovecotPid: dovecot.pid,
      stop: () => browser.close().finally(() => app.stop()),
    }
  } catch (error) {
    await app.stop()
    throw error
  }
}
