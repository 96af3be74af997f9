import { monsters as monstrous } from '#e2e/hostile/monsters.ts'
import { openMailbox } from '#e2e/mail/mailbox.ts'
import { MailScreen } from '#e2e/screens/mail-screen.ts'
import { rowOf } from '../figures/row.ts'
import { openInbox, otherMessageShown } from '../instruments/mail-page.ts'
import { untilShown } from '../instruments/screen-clock.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const folder = 'Monsters'
const subjectOf = (index: number) => `Exercise ${index + 1}`
/** Long enough for what goes on after the first words are there, as reading on does. */
const glanceMs = 2_000

/** Messages of megabytes that made other programs wait or crash (`e2e/hostile/monsters.ts`). */
export const monsters: Part = {
  name: 'monsters',
  async measure(stage) {
    const mailbox = await openMailbox(stage.app.platform, main)
    await mailbox.putSources(
      folder,
      monstrous.map((one, index) => one.source(subjectOf(index))),
    )
    await mailbox.close()
    const page = await openInbox(stage)
    try {
      const mail = new MailScreen(page)
      await mail.folder(folder).click()
      let slowest = { name: '', ms: 0 }
      for (const [index, { name }] of monstrous.entries()) {
        const row = mail.row(subjectOf(index))
        await row.waitFor()
        const ms = await untilShown(page, () => row.click(), await otherMessageShown(page))
        if (ms > slowest.ms) slowest = { name, ms }
        await page.waitForTimeout(glanceMs)
      }
      const name = `The largest hostile messages, the slowest to open (${slowest.name})`
      return [rowOf({ name, value: slowest.ms, unit: 'ms' }, { atMost: 1_500 })]
    } finally {
      await page.context().close()
    }
  },
}
