import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

/** Ada, Farid and Grace are in it; nobody else's journey shares the mailbox of Farid. */
const group = { name: 'River footbridge project', address: 'river-project@example.gov' }
const [owner, member] = ['farid', 'grace']

journey(
  'A mailbox is shared with a group, and its members and its owner give each other tasks there',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Piers in the flood plain')
    const farid = person(app, owner)
    await deliver(app.platform, owner, { subject })
    const mailbox = await openMailbox(app.platform, owner)
    const { words } = await signedIn(app, page, hands, owner)
    try {
      await page.goto(new URL('/settings/sharing', app.url).href)
      await hands.press(page.getByRole('button', { name: words('sharing.add'), exact: true }))
      await hasFocus(page, page.getByRole('combobox', { name: words('sharing.people'), exact: true }))
      await page.keyboard.type(group.address)
      await page.keyboard.press('Enter')
      await hands.press(page.getByRole('button', { name: words('sharing.save'), exact: true }))
      await page.getByRole('heading', { name: group.name, exact: true }).waitFor()

      const theirPage = await scene.anotherPage()
      const theirs = keyboard(theirPage)
      const mail = await signedIn(app, theirPage, theirs, member)
      const tree = theirPage.getByRole('tree', { name: words.with('folder-tree.shared', { owner: farid.name }) })
      await theirs.press(tree.getByRole('treeitem').first())
      await theirs.press(mail.row(subject))
      await new MessageScreen(theirPage).isReached(subject)
      await theirs.press(new MessageScreen(theirPage).tool('more'))
      await theirs.press(theirPage.getByRole('menuitem', { name: words('teamwork.assign') }))
      await hasFocus(theirPage, mail.choice)
      await theirPage.getByRole('option', { name: /^Farid Nasser/ }).waitFor()
      await theirPage.keyboard.type('ada')
      await theirPage.getByRole('option', { name: /^Ada Lindqvist/ }).waitFor()
      await theirPage.keyboard.press('Enter')
      await eventually('it is said', async () =>
        (await announced(theirPage)).includes('Message assigned to Ada Lindqvist'),
      )

      // The owner sees whose it is in their own inbox, takes it over, and marks it as done.
      await page.goto(app.url)
      await hands.press(page.getByRole('option', { name: new RegExp(`^For Ada Lindqvist, .*${subject}`) }))
      const message = new MessageScreen(page)
      await message.isReached(subject)
      for (const key of ['teamwork.take', 'teamwork.markDone']) {
        await hands.press(message.tool('more'))
        await hands.press(page.getByRole('menuitem', { name: words(key) }))
      }
      await page.getByRole('option', { name: new RegExp(`^Done, for you, .*${subject}`, 'i') }).waitFor()
      const done = new RegExp(`^Done, for Farid Nasser, .*${subject}`, 'i')
      await theirPage.getByRole('option', { name: done }).waitFor()

      await page.goto(new URL('/settings/sharing', app.url).href)
      await hands.press(page.getByRole('button', { name: new RegExp(`^${words('sharing.end')} ?: ${group.name}$`) }))
      await tree.waitFor({ state: 'detached' })
      await new MailScreen(theirPage).row(subject).waitFor({ state: 'detached' })
    } finally {
      for (const folder of ['INBOX', 'Archive', 'Drafts', 'Junk', 'Sent', 'Trash'])
        await mailbox.letIn(folder, '$river-project', '').catch(() => undefined)
      await mailbox.close()
    }
  },
)
