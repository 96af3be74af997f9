import { gzipSync } from 'node:zlib'
import { type Browser, type Response } from 'playwright-core'
import { type AppUnderTest } from '../../scripts/app-under-test.ts'
import { freshPage } from '../chromium.ts'
import { mouse } from '../hands.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

/** What a browser that has never shown a message fetches to show one. */
export interface ReadingWeight {
  /** The scripts, compressed with gzip whatever the server used. */
  scriptGzipBytes: number
  files: { path: string; bytes: number }[]
}

/** 60 kB of 1,024 bytes. */
export const mostReadingBytes = 61_440

/** A newsletter from a list: formatted, to be rebuilt, and with a way to leave the list. */
const letter = {
  headers: ['List-Id: News <news.harbour.example>', 'List-Unsubscribe: <mailto:off@harbour.example>'],
  html: `<table width=600><tr><td><h1>Opening hours</h1><p><font size=1>From March we are open until nine.</font>
    <a href="https://harbour.example/hours">click here</a><img src="https://harbour.example/open.png"></td></tr></table>`,
}

/** Opens the newsletter as the first message, before anything is fetched ahead of its use, and weighs what came. */
export async function weighReading(app: AppUnderTest, browser: Browser): Promise<ReadingWeight> {
  const subject = ownSubject('Newsletter')
  await deliver(app.platform, 'ada', { ...letter, subject })
  const page = await freshPage(browser)
  try {
    await page.addInitScript(forgetWarmUp)
    const mail = await signedIn(app, page, mouse(), 'ada')
    await mail.row(subject).waitFor()
    const responses: Response[] = []
    page.on('response', (response) => {
      if ((response.headers()['content-type'] ?? '').includes('javascript')) responses.push(response)
    })
    await mail.row(subject).click()
    const message = new MessageScreen(page)
    await message.frame.getByText('From March').waitFor()
    await message
      .article(subject)
      .getByRole('button', { name: message.words.like('carried.list.leaveByMail') })
      .waitFor()
    await page.waitForLoadState('networkidle')
    const files = await Promise.all(
      responses.map(async (response) => ({
        path: new URL(response.url()).pathname,
        bytes: gzipSync(await response.body(), { level: 9 }).length,
      })),
    )
    return { files, scriptGzipBytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  } finally {
    await page.context().close()
  }
}

/** Runs in the page: what is fetched ahead, `client/mail/use-warm-up.ts`, is not fetched. */
function forgetWarmUp(): void {
  const plain = globalThis.setTimeout
  globalThis.setTimeout = ((act: () => void, ms?: number) => (ms === 1_200 ? 0 : plain(act, ms))) as typeof setTimeout
}
