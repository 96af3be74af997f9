import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

/** More than are loaded at first, so that most of what is selected is not in the page. */
const many = 130

journey('Everything in a folder but one message is moved as one, and one undo brings it back', async (scene) => {
  const { app, page, hands } = scene
  const folder = ownSubject('Everything')
  const subjects = Array.from({ length: many }, (_, at) => `Letter ${at + 1} of ${folder}`)
  const kept = subjects.at(-2) ?? ''
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    await mailbox.fill(folder, subjects)
    const archive = await mailbox.folderFor('\\Archive')
    const before = await mailbox.count(archive)
    const mail = await signedIn(app, page, hands, 'ada')
    const { words } = mail
    await hands.press(mail.folder(folder))
    await mail.row(kept).waitFor()

    await selectAllBut(kept, mail, scene)
    await page
      .getByText(words.with('actions.selectedOf', { count: many - 1, total: many }))
      .first()
      .waitFor()
    await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
    await hands.press(page.getByRole('menuitem', { name: words('actions.move'), exact: true }))
    await hasFocus(page, mail.choice)
    await page.keyboard.type(words('mail.role.archive'))
    await page.keyboard.press('Enter')

    const doing = words.with('bulk.doing.move', { folder: words('mail.role.archive') })
    await heard(scene, words.with('bulk.progress', { doing, done: 0, total: many - 1 }))
    await heard(scene, words.with('actions.done.move', { count: many - 1, folder: words('mail.role.archive') }))
    await hasFocus(page, mail.row(kept))
    assert.equal(await mailbox.count(folder), 1)
    assert.equal(await mailbox.count(archive), before + many - 1)
    await soonEqual(() => mail.row(kept).getAttribute('aria-setsize'), '1')

    await hands.press(mail.undo)
    await heard(scene, words.with('outcomes.changedBack', { count: many - 1 }))
    assert.equal(await mailbox.count(folder), many)
    assert.equal(await mailbox.count(archive), before)
    await eventually(
      'every row is back',
      async () => (await mail.rows.first().getAttribute('aria-setsize')) === String(many),
    )
  } finally {
    await mailbox.close()
  }
})

/** By keys in the list itself; by pointer with the mode and the menu for those who only press. */
async function selectAllBut(subject: string, mail: MailScreen, { page, hands }: Scene): Promise<void> {
  const { words } = mail
  if (hands.kind === 'keyboard') {
    await mail.rows.first().focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    return
  }
  await hands.press(page.getByRole('button', { name: words('message-list.selectMode'), exact: true }))
  await hands.press(mail.selectionTools.getByRole('button', { name: words('selection.select.label'), exact: true }))
  await hands.press(page.getByRole('menuitem', { name: words('selection.select.all') }))
  await page.getByText(words.like('actions.allSelected')).first().waitFor()
  await hands.press(mail.row(subject))
}

async function heard({ page }: Scene, text: string): Promise<void> {
  await eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
}
