import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { submit } from '#platform/testing/mail.ts'

journey('A list is found, joined, left and joined again by Undo, and mail to it follows', async (scene) => {
  const { app, page, hands } = scene
  const { platform } = app
  const { words } = await signedIn(app, page, hands, 'hana')
  const name = 'Running club'
  const club = `running-club@${platform.domain}`
  const mine = page.getByRole('row', { name })
  const mailbox = await openMailbox(platform, 'hana')
  const write = async () => {
    const subject = ownSubject('Run')
    await submit(platform, 'hana', { from: person(app, 'hana').address, to: club, subject })
    return subject
  }
  try {
    await page.goto(`${app.url}/directory`)
    await hands.write(page.getByRole('searchbox', { name: words('directory-lists.find'), exact: true }), 'running')
    const found = page.getByRole('list', { name: words('directory-lists.results') })
    const act = (what: 'join' | 'leave') =>
      found.getByRole('button', { name: new RegExp(`^${words(`directory-lists.${what}`)}`) })
    await hands.press(act('join'))
    await mine.waitFor()
    await hasFocus(page, act('leave'))
    await mailbox.arrives('INBOX', await write())
    await hands.press(mine.getByRole('button', { name: new RegExp(`^${words('directory-lists.leave')}`) }))
    await mine.waitFor({ state: 'detached' })
    await hasFocus(page, page.getByRole('heading', { name: words('directory.groups') }))
    await assert.rejects(write(), /members only/)
    await hands.press(page.getByRole('button', { name: words('ui.undo'), exact: true }))
    await mine.waitFor()
    await mailbox.arrives('INBOX', await write())
    await hands.press(act('leave'))
    await mine.waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})

journey('A list is made, filled, kept to its members, and deleted', async (scene) => {
  const { app, page, hands } = scene
  const { platform } = app
  const { words } = await signedIn(app, page, hands, 'hana')
  const said = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  const name = `tea.${randomUUID().slice(0, 6)}`
  const list = `Tea round ${name}`
  const address = `${name}@${platform.domain}`
  const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
  const subject = ownSubject('Tea')
  const mailbox = await openMailbox(platform, 'grace')
  try {
    await page.goto(`${app.url}/directory`)
    await hands.write(page.getByRole('textbox', { name: words('directory-lists.title'), exact: true }), list)
    await hands.write(page.getByRole('textbox', { name: words.like('directory-lists.name') }), name)
    await hands.press(button('directory-lists.makeConfirm'))
    await said(words.with('directory-lists.made', { name: list }))
    await hasFocus(page, page.getByRole('heading', { name: list, level: 2 }))

    const people = page.getByRole('combobox', { name: words('directory-lists.addFieldOutside'), exact: true })
    await hands.write(people, person(app, 'grace').address)
    // What is suggested for it would lie over the button.
    await page.keyboard.press('Enter')
    await hands.press(button('directory-lists.add'))
    await page.getByRole('listitem').filter({ hasText: 'Grace Whitfield' }).first().waitFor()
    await hasFocus(page, people)
    await submit(platform, 'ada', { from: person(app, 'ada').address, to: address, subject })
    await mailbox.arrives('INBOX', subject)

    await hands.reach(page.getByRole('radio', { name: words('directory-lists.posting.organisation'), exact: true }))
    const members = page.getByRole('radio', { name: words('directory-lists.posting.members'), exact: true })
    if (hands.kind === 'keyboard') await page.keyboard.press('ArrowDown')
    else await members.check()
    await hands.press(button('directory-lists.keep'))
    await said(words.with('directory-lists.kept', { list }))
    await assert.rejects(
      submit(platform, 'ada', { from: person(app, 'ada').address, to: address, subject }),
      /members only/,
    )

    await hands.press(button('directory-lists.delete'))
    const asked = page.getByRole('alertdialog')
    await hands.press(asked.getByRole('button', { name: words('directory-lists.delete'), exact: true }))
    await said(words.with('directory-lists.deleted', { list }))
    await page.getByRole('link', { name: list }).waitFor({ state: 'detached' })
    await assert.rejects(submit(platform, 'grace', { from: person(app, 'grace').address, to: address, subject }), /550/)
  } finally {
    await mailbox.close()
  }
})
