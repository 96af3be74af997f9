import { type Page } from 'playwright-core'
import { EditorScreen } from '#e2e/screens/editor-screen.ts'
import { MailScreen } from '#e2e/screens/mail-screen.ts'
import { rowOf } from '../figures/row.ts'
import { percentile } from '../figures/statistics.ts'
import { openInbox } from '../instruments/mail-page.ts'
import { sight, untilShown } from '../instruments/screen-clock.ts'
import { type Part } from '../part.ts'

const letters = 60
const settledMs = 4_000
/** Letters come one by one, as a quick typist's. */
const betweenMs = 60

/** Writing a message: how soon one can begin, and how quickly a letter is on the screen in a long text. */
export const writing: Part = {
  name: 'writing',
  async measure(stage) {
    const page = await openInbox(stage)
    try {
      const form = new EditorScreen(page)
      // Whoever writes has looked at the list first, and the code for writing has come meanwhile.
      await page.waitForTimeout(settledMs)
      await new MailScreen(page).newMessage.focus()
      const plain = await untilShown(page, () => page.keyboard.press('Enter'), sight('the text', isPlainThere, null))
      await form.formatting.focus()
      const cold = await untilShown(
        page,
        () => page.keyboard.press('Enter'),
        sight('the toolbar', isToolbarThere, null),
      )
      await form.text.focus()
      await form.paste(longText())
      await page.keyboard.press('Control+End')
      return [
        rowOf({ name: 'New message, plain text', value: plain, unit: 'ms' }, { atMost: 50 }),
        rowOf({ name: 'Formatting on, first time', value: cold, unit: 'ms' }, { atMost: 400 }),
        rowOf(
          { name: 'A letter in a formatted text of 200 KB, p95', value: await measureTyping(page), unit: 'ms' },
          { atMost: 16 },
        ),
      ]
    } finally {
      await page.context().close()
    }
  },
}

/**
 * From the key to the end of what the page does for it, before the frame: with the frame, the beat of the screen alone would be
 * up to 16 ms.
 */
async function measureTyping(page: Page): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { benchLetters: times })
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => times.push(performance.now() - timeStamp)
        // The editor looks at what changed after this event and before the next task.
        addEventListener('input', () => channel.port2.postMessage(null), { once: true })
      },
      { capture: true },
    )
  })
  for (let number = 0; number < letters; number += 1) {
    await page.keyboard.press('x')
    await page.waitForTimeout(betweenMs)
  }
  const times = await page.evaluate(() => (window as unknown as { benchLetters: number[] }).benchLetters)
  if (times.length < letters) throw new Error(`Only ${times.length} of ${letters} letters came.`)
  return percentile(times, 95)
}

/** Runs in the page. */
function isPlainThere(): boolean {
  return document.querySelector('main textarea') !== null
}

/** Runs in the page. */
function isToolbarThere(): boolean {
  return document.querySelector('main [contenteditable="true"]') !== null
}

/** Headings, paragraphs and lists, as a long report has them. */
function longText(): string {
  const part = `<h2>Part</h2><p>${'Words of a <b>long</b> report. '.repeat(20)}</p><ul><li>One</li><li>Two</li></ul>`
  return part.repeat(Math.ceil(200_000 / part.length))
}
