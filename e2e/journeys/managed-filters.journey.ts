import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'

/** Nobody else's journey has rules on his mail, or is let into his mailbox. */
const [owner, delegate] = ['jonas', 'ines']

journeyByKeyboard(
  'Who is let in makes a filter for a colleague, who finds that in the activity and takes the right back',
  async (scene) => {
    const { app, page, hands } = scene
    const [jonas, ines] = [person(app, owner), person(app, delegate)]
    const word = randomUUID().slice(0, 8)
    const mailbox = await openMailbox(app.platform, owner)
    const { words } = await signedIn(app, page, hands, owner)
    try {
      await page.goto(`${app.url}/settings/sharing`)
      await hands.press(page.getByRole('button', { name: words('sharing.add'), exact: true }))
      await hasFocus(page, page.getByRole('combobox', { name: words('sharing.people'), exact: true }))
      await page.keyboard.type(ines.address)
      await page.keyboard.press('Enter')
      // Chosen already; Enter on it would send the form.
      await hands.reach(page.getByRole('radio', { name: words('sharing.managing.none'), exact: true }))
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await hasFocus(page, page.getByRole('radio', { name: words('sharing.managing.filters'), exact: true }))
      await hands.press(page.getByRole('button', { name: words('sharing.save'), exact: true }))
      await page.getByRole('heading', { name: ines.name, exact: true }).waitFor()

      const theirPage = await scene.anotherPage()
      const theirs = keyboard(theirPage)
      await signedIn(app, theirPage, theirs, delegate)
      const isSaid = (text: string) =>
        eventually(`"${text}" is said`, async () => (await announced(theirPage)).includes(text))
      const choose = async (name: string, label: string) => {
        const field = theirPage.getByRole('combobox', { name: new RegExp(`^${words(name)}`) })
        await field.waitFor()
        await theirs.reach(field)
        await theirPage.keyboard.type(label)
      }
      await theirPage.goto(`${app.url}/settings/filters`)
      await choose('managed.mailbox', jonas.name)
      await theirPage.getByText(words.with('managed.title', { whose: jonas.name })).waitFor()
      await theirs.press(theirPage.getByRole('button', { name: words('filters.new'), exact: true }))
      const name = theirPage.getByRole('textbox', { name: new RegExp(`^${words('filters.field.name')}`) })
      await hasFocus(theirPage, name)
      await theirs.write(name, word)
      await choose('filters.field.on', words('filters.on.subject'))
      await theirs.write(theirPage.getByRole('textbox', { name: new RegExp(`^${words('filters.field.value')}`) }), word)
      await choose('filters.field.folder', words('mail.role.archive'))
      await theirs.press(theirPage.getByRole('button', { name: words('filters.save'), exact: true }))
      await isSaid(words.with('filters.saved', { name: word }))

      const subject = `${ownSubject('Permits')} ${word}`
      await deliver(app.platform, owner, { subject })
      await mailbox.arrives('Archive', subject)

      await theirs.press(
        theirPage.getByRole('button', { name: new RegExp(`^${words('filters.trial.open')}.*${word}`) }),
      )
      await choose('filters.trial.folder', words('mail.role.archive'))
      await theirs.press(theirPage.getByRole('button', { name: words('filters.trial.run'), exact: true }))
      const tried = theirPage.getByRole('list', { name: words('filters.trial.list') }).getByRole('listitem')
      await tried.filter({ hasText: subject }).waitFor()

      await page.goto(`${app.url}/settings/activity`)
      const did = page.getByRole('list', { name: words('activity.list') }).getByRole('listitem')
      await did
        .filter({ hasText: words.with('activity.did.filters-changed', { name: ines.name }) })
        .first()
        .waitFor()
      await page.goto(`${app.url}/settings/sharing`)
      await hands.press(page.getByRole('button', { name: new RegExp(`^${words('sharing.end')} ?: ${ines.name}$`) }))
      await page.getByRole('heading', { name: ines.name, exact: true }).waitFor({ state: 'detached' })

      const onOff = theirPage.getByRole('switch', { name: word })
      await theirs.reach(onOff)
      await theirPage.keyboard.press('Space')
      await isSaid(words('problems.not-allowed'))

      await page.goto(`${app.url}/settings/filters`)
      await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
      await page.getByRole('switch', { name: word }).waitFor({ state: 'detached' })
    } finally {
      for (const folder of ['INBOX', 'Archive', 'Drafts', 'Junk', 'Sent', 'Trash'])
        await mailbox.letIn(folder, delegate, '').catch(() => undefined)
      await mailbox.close()
    }
  },
)
