import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

/** Nobody else's journey but those of filters has rules on her mail, and they leave none. */
const uid = 'grace'

journey('A script of another program becomes filters, and runs again when one goes back to it', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const [name, folder, word] = [`S${randomUUID().slice(0, 6)}`, `Theirs${randomUUID().slice(0, 6)}`, randomUUID()]
  try {
    await mailbox.fill(folder, [])
    const { words } = await signedIn(app, page, hands, uid)
    const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
    const of = (role: 'button' | 'link', key: string) =>
      page.getByRole(role, { name: new RegExp(`^${words(key)}.*${name}$`) })
    const field = (key: string) => page.getByRole('textbox', { name: new RegExp(`^${words(key)}`) })
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const arrivesFiled = async (about: string) => {
      const subject = `${ownSubject(about)} ${word}`
      await deliver(app.platform, uid, { subject })
      await mailbox.arrives(folder, subject)
    }

    await page.goto(`${app.url}/settings/scripts`)
    await hands.press(button('scripts.new'))
    await hands.write(field('scripts.name'), name)
    const rule = `# rule:[${name} rule]\nif header :contains "subject" "${word}" {\n  fileinto "${folder}";\n  stop;\n}\n`
    await hands.write(field('scripts.text'), `require "fileinto";\n${rule}`)
    await hands.press(button('scripts.save'))
    await hands.press(of('button', 'scripts.run'))
    await hasFocus(page, of('button', 'scripts.stop'))
    await arrivesFiled('By the script')

    await hands.press(of('link', 'scripts.asFilters'))
    const take = page.getByRole('button', { name: words.like('foreign.take') })
    await hands.press(take)
    await hasFocus(page, button('foreign.return'))
    await page.getByRole('switch', { name: `${name} rule` }).waitFor()
    await arrivesFiled('By a filter')

    await hands.press(button('foreign.return'))
    await isSaid(words.with('foreign.returned', { name }))
    await hasFocus(page, take)
    await page.getByRole('switch', { name: `${name} rule` }).waitFor({ state: 'detached' })
    await arrivesFiled('By the script again')

    await hands.press(page.getByRole('link', { name: words('foreign.edit') }))
    await hands.press(of('button', 'scripts.stop'))
    await hasFocus(page, of('button', 'scripts.run'))
    await hands.press(of('button', 'scripts.delete'))
    await of('button', 'scripts.edit').waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})
