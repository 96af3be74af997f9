import assert from 'node:assert/strict'
import { submit } from '#platform/testing/mail.ts'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

/** Nobody else's journey shares their mailboxes. */
const [owner, delegate] = ['carmen', 'dov']

journey('A mailbox is shared with a colleague, who works in it until that is ended', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Minutes of the hearing')
  const [carmen, dov] = [person(app, owner), person(app, delegate)]
  await deliver(app.platform, owner, { subject })
  const { words } = await signedIn(app, page, hands, owner)

  await page.goto(new URL('/settings/sharing', app.url).href)
  await hands.press(page.getByRole('button', { name: words('sharing.add'), exact: true }))
  const people = page.getByRole('combobox', { name: words('sharing.people'), exact: true })
  await eventually('the focus is where people are named', () =>
    people.evaluate((field) => field === document.activeElement),
  )
  await page.keyboard.type('nobody@example.gov')
  await page.keyboard.press('Enter')
  const share = page.getByRole('button', { name: words('sharing.save'), exact: true })
  await hands.press(share)
  await page
    .getByText(words.with('sharing.refused.unknown-person', { name: 'nobody@example.gov' }))
    .first()
    .waitFor()
  await eventually('the focus is at what is wrong', () => people.evaluate((field) => field === document.activeElement))
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.type(dov.address)
  await page.keyboard.press('Enter')
  // Chosen already; Enter on it would send the form.
  const mark = page.getByRole('radio', { name: words('sharing.level.mark'), exact: true })
  await hands.reach(mark)
  assert.ok(await mark.isChecked())
  await hands.reach(page.getByRole('radio', { name: words('sharing.writing.none'), exact: true }))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const inName = words('sharing.writing.as')
  assert.ok(await page.getByRole('radio', { name: inName, exact: true }).isChecked())
  await hands.press(share)
  await page.getByRole('heading', { name: dov.name, exact: true }).waitFor()
  await page.getByRole('listitem').filter({ hasText: dov.name }).getByText(inName).first().waitFor()
  const mailbox = await openMailbox(app.platform, owner)
  const written = { from: carmen.address, to: dov.address, subject: ownSubject('In her name') }
  await submit(app.platform, delegate, written)

  const theirPage = await scene.anotherPage()
  const mail = await signedIn(app, theirPage, keyboard(theirPage), delegate)
  const tree = theirPage.getByRole('tree', { name: words.with('folder-tree.shared', { owner: carmen.name }) })
  try {
    await keyboard(theirPage).press(tree.getByRole('treeitem').first())
    const row = new MailScreen(theirPage).row(subject)
    await row.waitFor()
    await row.focus()
    await theirPage.keyboard.press('Delete')
    const why = words.with('acting.refused.remove', { owner: carmen.name, folder: words('mail.role.inbox') })
    await eventually(`"${why}" is said`, async () => (await announced(theirPage)).includes(why))
    assert.ok(await mailbox.find('INBOX', subject))

    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('sharing.end')} ?: ${dov.name}$`) }))
    await page.getByText(words('sharing.none')).first().waitFor()
    await assert.rejects(submit(app.platform, delegate, written), /553|not owned/)
    await tree.waitFor({ state: 'detached' })
    await soonEqual(() => mail.row(subject).count(), 0)

    await page.goto(new URL('/settings/activity', app.url).href)
    const did = page.getByRole('list', { name: words('activity.list') }).getByRole('listitem')
    await did
      .filter({ hasText: words.with('activity.did.ended', { name: dov.name }) })
      .first()
      .waitFor()
    await did
      .filter({ hasText: words.with('activity.did.opened', { name: dov.name, folder: words('mail.role.inbox') }) })
      .first()
      .waitFor()
  } finally {
    await mailbox.letIn('INBOX', delegate, '')
    await mailbox.close()
  }
})
