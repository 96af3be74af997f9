import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { hostileMails } from '#platform/seed/content/hostile.ts'
import { xssMark as mark } from '#platform/seed/fixtures.ts'
import { type AppUnderTest } from '../../scripts/app-under-test.ts'
import { closePage, freshPage, launchChromium } from '../chromium.ts'
import { keyboard } from '../hands.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { startCanary } from './canary.ts'
import { base64, type HostileCase } from './cases/case.ts'
import { hostileMessages, plainWords, type HostileMessage } from './messages.ts'
import { type OpenedFindings, openedFindings } from './in-app.ts'
import { takeWalls, type Walls } from './walls.ts'

/** What messages achieved that were opened in the app, each entry with the name of the message. */
export interface OpenedHarm extends Record<keyof OpenedFindings, string[]> {
  /** Other hosts that were connected to. */
  requests: string[]
}

/** A piece of formatted text as the only text of a message. */
export function asMessage({ kind, name, html }: HostileCase): HostileMessage {
  const lines = base64(`<p>${plainWords}</p>${html}`).replaceAll(/.{76}/g, '$&\r\n')
  const head = 'MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64'
  return {
    name: `${kind}, ${name}`,
    source: (subject) => `From: nora.fields@harbour.example\r\nSubject: ${subject}\r\n${head}\r\n\r\n${lines}\r\n`,
  }
}

/** Messages that are hostile as a whole, and those of the seed. */
export const wholeMessages: readonly HostileMessage[] = [
  ...hostileMessages,
  ...hostileMails.map(({ key, html }) => asMessage({ kind: 'seed', name: key, html })),
]

/**
 * Puts messages into a folder of Hana's, opens one after the other in the app, and says what they achieved. A browser of its own: each
 * connection to another host ends at the canary.
 */
export async function openMessages(
  app: AppUnderTest,
  messages: readonly HostileMessage[],
  walls: Walls,
): Promise<OpenedHarm> {
  const folder = `Exercise ${randomUUID().slice(0, 6)}`
  const mailbox = await openMailbox(app.platform, 'hana')
  const canary = await startCanary()
  const browser = await launchChromium({ elsewherePort: canary.port })
  try {
    const sources = messages.map(({ source }, index) => source(subjectOf(index)))
    // The newest stands on top.
    await mailbox.putSources(folder, sources.toReversed())
    const page = await freshPage(browser)
    await page.addInitScript(() => localStorage.setItem('curbcut.preferences', JSON.stringify({ singleKeys: true })))
    await takeWalls(page, walls)
    const harm = watch(page)
    const mail = await signedIn(app, page, keyboard(page), 'hana')
    await mail.folder(folder).click()
    await mail.row(subjectOf(0)).click()
    for (const [index, { name }] of messages.entries()) {
      if (index > 0) await page.keyboard.press('n')
      const found = await page.evaluate(openedFindings, { subject: subjectOf(index), mark, isCleaned: walls.sanitiser })
      for (const kind of Object.keys(found) as (keyof OpenedFindings)[])
        harm[kind].push(...found[kind].map((what) => `${name}: ${what}`))
    }
    harm.requests.push(...canary.asked())
    return harm
  } finally {
    // Where the walls are away, a message may still be asking for something.
    await Promise.allSettled(browser.contexts().flatMap((context) => context.pages().map(closePage)))
    await browser.close()
    canary.stop()
    await mailbox.drop(folder)
    await mailbox.close()
  }
}

const subjectOf = (index: number) => `Exercise ${String(index + 1).padStart(3, '0')}`

function watch(page: Page): OpenedHarm {
  const harm: OpenedHarm = { executions: [], covered: [], focus: [], unseen: [], requests: [] }
  page.on('dialog', (dialog) => {
    harm.executions.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => harm.executions.push(`window ${popup.url()}`))
  return harm
}
