import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

/** Nobody else's journey but those of filters has rules on her mail, and they leave none. */
const uid = 'grace'

journey('A script is written, mended where the server says, run, stopped and deleted', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const [name, folder] = [`S${randomUUID().slice(0, 6)}`, `Scripted${randomUUID().slice(0, 6)}`]
  try {
    await mailbox.fill(folder, [])
    const { words } = await signedIn(app, page, hands, uid)
    const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
    const ofScript = (key: string) => page.getByRole('button', { name: new RegExp(`^${words(key)}.*${name}$`) })
    const field = (key: string) => page.getByRole('textbox', { name: new RegExp(`^${words(key)}`) })
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))

    await page.goto(`${app.url}/settings/scripts`)
    await hands.press(button('scripts.new'))
    await hasFocus(page, field('scripts.name'))
    await hands.write(field('scripts.name'), name)
    await hands.write(field('scripts.text'), `require "fileinto";\nfilein "${folder}";\n`)
    await hands.press(button('scripts.save'))
    const line = page.getByRole('button', { name: words.with('scripts.line', { line: 2 }), exact: true }).first()
    await line.waitFor()
    await hands.press(line)
    await hasFocus(page, field('scripts.text'))
    await page.keyboard.type(`fileinto "${folder}";`)
    await hands.press(button('scripts.save'))
    await isSaid(words.with('scripts.saved', { name }))
    await hasFocus(page, ofScript('scripts.edit'))

    await hands.press(ofScript('scripts.run'))
    await hasFocus(page, ofScript('scripts.stop'))
    const [filed, kept] = [ownSubject('Scripted'), ownSubject('Not scripted')]
    await deliver(app.platform, uid, { subject: filed })
    await mailbox.arrives(folder, filed)

    await hands.press(ofScript('scripts.stop'))
    await hasFocus(page, ofScript('scripts.run'))
    await deliver(app.platform, uid, { subject: kept })
    await mailbox.arrives('INBOX', kept)
    await hands.press(ofScript('scripts.delete'))
    await ofScript('scripts.edit').waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})
