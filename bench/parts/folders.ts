import { type Page } from 'playwright-core'
import { MailScreen } from '#e2e/screens/mail-screen.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { existsIn, fetchWindow } from '../instruments/imap-commands.ts'
import { openInbox } from '../instruments/mail-page.ts'
import { type RawImap } from '../instruments/raw-imap.ts'
import { sight, untilShown } from '../instruments/screen-clock.ts'
import { timed } from '../instruments/turns.ts'
import { otherFolders } from '../mailboxes.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

/** From the big inbox to a folder not seen before, and back. */
export const folders: Part = {
  name: 'folders',
  async measure(stage) {
    const page = await openInbox(stage)
    const raw = await stage.raw(main)
    const [there, back, rawThere, rawBack]: number[][] = [[], [], [], []]
    try {
      for (const folder of otherFolders) {
        there?.push(await goTo(page, folder))
        rawThere?.push(await timed(() => selectAndFetch(raw, folder)))
        await page.waitForTimeout(300)
        back?.push(await goTo(page, new MailScreen(page).words('mail.role.inbox')))
        rawBack?.push(await timed(() => selectAndFetch(raw, 'INBOX')))
        await page.waitForTimeout(300)
      }
    } finally {
      raw.close()
      await page.context().close()
    }
    return [row('Other folder', there, rawThere, 50), row('Back to the big inbox', back, rawBack, 33)]
  },
}

function row(name: string, times: number[] = [], floor: number[] = [], atMost: number): Row {
  return rowOf({ name, value: median(times), unit: 'ms', floor: median(floor) }, { atMost })
}

async function goTo(page: Page, name: string): Promise<number> {
  const item = new MailScreen(page).folder(name)
  await item.scrollIntoViewIfNeeded()
  const box = await item.boundingBox()
  if (!box) throw new Error(`The folder "${name}" is not on the screen.`)
  const before = await page.locator('#message-list [role="option"]').first().getAttribute('data-row-id')
  const press = () => page.mouse.click(box.x + box.width / 2, box.y + Math.min(box.height / 2, 16))
  return untilShown(page, press, sight(`the rows of ${name}`, isFolderShown, { name, before }))
}

/** Runs in the page: the list has the folder's name above it, and other rows than before. */
function isFolderShown({ name, before }: { name: string; before: string | null }): boolean {
  const list = document.querySelector('#message-list')
  const first = list?.querySelector('[role="option"]')?.getAttribute('data-row-id')
  const heading = list?.closest('section')?.querySelector('h1, h2')?.textContent.trim()
  return heading === name && first !== undefined && first !== before
}

async function selectAndFetch(raw: RawImap, folder: string): Promise<void> {
  const total = existsIn(await raw.command(`SELECT "${folder}"`))
  await raw.command(fetchWindow(total, 0, 50))
}
