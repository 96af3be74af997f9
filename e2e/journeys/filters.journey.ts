import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

/** Nobody else's journey has rules on her mail. */
const uid = 'grace'

journey('A filter files mail as it comes, until it is deleted, and Undo brings the filter back', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const folder = `Filed${randomUUID().slice(0, 6)}`
  const word = randomUUID().slice(0, 8)
  try {
    await mailbox.fill(folder, [])
    const { words } = await signedIn(app, page, hands, uid)
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const choose = async (name: string, label: string) => {
      const field = page.getByRole('combobox', { name: new RegExp(`^${words(name)}`) })
      if (hands.kind === 'mouse') return field.selectOption({ label })
      await hands.reach(field)
      return page.keyboard.type(label)
    }
    const button = (name: string) => page.getByRole('button', { name: words(name), exact: true })

    await page.goto(`${app.url}/settings/filters`)
    await hands.press(button('filters.new'))
    const name = page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.name')}`) })
    await hasFocus(page, name)
    await hands.write(name, word)
    await choose('filters.field.on', words('filters.on.subject'))
    await hands.write(page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.value')}`) }), word)
    await choose('filters.field.folder', folder)
    await hands.press(button('filters.save'))
    await isSaid(words.with('filters.saved', { name: word }))
    await hasFocus(page, page.getByRole('button', { name: new RegExp(`^${words('filters.edit')}.*${word}`) }))

    const subject = `${ownSubject('Ramp')} ${word}`
    await deliver(app.platform, uid, { subject })
    await mailbox.arrives(folder, subject)

    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await isSaid(words.with('filters.deleted', { name: word }))
    const after = `${ownSubject('Ramp again')} ${word}`
    await deliver(app.platform, uid, { subject: after })
    await mailbox.arrives('INBOX', after)
    await page.keyboard.press('Control+z')
    await page.getByRole('switch', { name: word }).waitFor()
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await page.getByRole('switch', { name: word }).waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})
