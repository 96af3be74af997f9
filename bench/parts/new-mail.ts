import { randomUUID } from 'node:crypto'
import { MailScreen } from '#e2e/screens/mail-screen.ts'
import { rowOf } from '../figures/row.ts'
import { percentile } from '../figures/statistics.ts'
import { openInbox } from '../instruments/mail-page.ts'
import { startClock, sight, untilShown } from '../instruments/screen-clock.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const letters = 20

/** A message comes into the open inbox: from the moment it is handed to the mail server to its row, against IDLE. */
export const newMail: Part = {
  name: 'new-mail',
  async measure(stage) {
    const page = await openInbox(stage)
    const [sender, idler] = [await stage.raw(main), await stage.raw(main)]
    const [times, floor]: number[][] = [[], []]
    try {
      await idler.command('SELECT INBOX')
      // Rows wait while the list is being read; here the person is elsewhere.
      await new MailScreen(page).newMessage.focus()
      for (let letter = 0; letter < letters; letter += 1) {
        const subject = `New mail ${randomUUID().slice(0, 8)}`
        await idler.beginIdle()
        const deliver = async () => {
          await page.evaluate(startClock)
          const told = performance.now()
          const idle = idler.until(/EXISTS\r\n/).then(() => floor?.push(performance.now() - told))
          await sender.append('INBOX', `From: Bench <bench@example.org>\r\nSubject: ${subject}\r\n\r\nHello.\r\n`)
          await idle
        }
        times?.push(await untilShown(page, deliver, sight('the row of new mail', isOnTop, subject)))
        await idler.endIdle()
        await page.waitForTimeout(300)
      }
    } finally {
      sender.close()
      idler.close()
      await page.context().close()
    }
    const [value, floorMs] = [percentile(times ?? [], 95), percentile(floor ?? [], 95)]
    return [rowOf({ name: 'New mail to its row, p95', value, unit: 'ms', floor: floorMs }, { atMost: 600 })]
  },
}

/** Runs in the page. */
function isOnTop(subject: string): boolean {
  return (
    document.querySelector('#message-list [role="option"][aria-posinset="1"]')?.textContent.includes(subject) ?? false
  )
}
