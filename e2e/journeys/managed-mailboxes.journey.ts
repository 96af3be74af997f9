import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Platform } from '#platform/platform.ts'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'

/** Grace administers it; nobody else’s journey answers for it. */
const desk = { name: 'Help Desk', mailbox: 'helpdesk', address: 'helpdesk@example.gov' }

const write = (platform: Platform, subject: string) =>
  platform.deliver(
    [`From: <${crypto.randomUUID()}@harbour.example>`, `To: <${desk.address}>`, `Subject: ${subject}`]
      .concat(`Message-ID: <${crypto.randomUUID()}@harbour.example>`, '', 'My screen is dark.', '')
      .join('\r\n'),
    desk.address,
  )

const answersTo = ({ outsideDirectory }: Platform, subject: string) =>
  readdirSync(outsideDirectory)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => readFileSync(join(outsideDirectory, file), 'utf8'))
    .filter((letter) => letter.includes(`Subject: Auto: ${subject}`))

journey('Who administers a role mailbox has it answer by itself, and ends that from its banner', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'grace')
  const whose = desk.name
  const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  const choose = async () => {
    const field = page.getByRole('combobox', { name: words('managed.mailbox'), exact: true })
    await field.waitFor()
    if (hands.kind === 'mouse') return field.selectOption({ label: whose })
    await hands.reach(field)
    return page.keyboard.type(whose)
  }
  const turnOn = async (name: string) => {
    const onOff = page.getByRole('switch', { name, exact: true })
    await onOff.waitFor()
    if (hands.kind === 'mouse') return onOff.click()
    await hands.reach(onOff)
    return page.keyboard.press('Space')
  }
  const isAnsweredWith = async (text: string) => {
    const subject = ownSubject('Is anybody there?')
    await write(app.platform, subject)
    await eventually('the answer has left', () => answersTo(app.platform, subject).length === 1)
    assert.ok(answersTo(app.platform, subject)[0]?.includes(text))
  }

  await page.goto(`${app.url}/settings/acknowledgement`)
  await choose()
  await page.getByText(words.with('managed.title', { whose })).first().waitFor()
  const received = page.getByRole('form', { name: words.with('acknowledgement.others.title', { whose }), exact: true })
  await turnOn(words('acknowledgement.switch'))
  const hereItIs = ownSubject('We have your request')
  await hands.write(received.getByRole('textbox', { name: new RegExp(`^${words('acknowledgement.text')}`) }), hereItIs)
  await hands.press(received.getByRole('button', { name: words('acknowledgement.save') }))
  await isSaid(words('acknowledgement.saved.on'))
  await isAnsweredWith(hereItIs)

  await page.goto(`${app.url}/settings/absence`)
  await choose()
  const form = page.getByRole('form', { name: words.with('others-absence.title', { whose }), exact: true })
  await turnOn(words.with('others-absence.switch', { whose }))
  const closed = ownSubject('We are closed')
  await hands.write(form.getByRole('textbox', { name: new RegExp(`^${words('absence.textAll')}`) }), closed)
  await form
    .getByText(words.with('others-absence.onlyTo', { whose, addresses: '' }).split(',')[0] ?? '')
    .first()
    .waitFor()
  await hands.press(form.getByRole('button', { name: words('absence.save') }))
  await isSaid(words('absence.saved.on'))
  await isAnsweredWith(closed)

  await page.goto(app.url)
  const tree = page.getByRole('tree', { name: words.with('folder-tree.shared', { owner: whose }) })
  await hands.press(tree.getByRole('treeitem').first())
  const banner = page.getByRole('region', { name: words.with('others-absence.away', { whose }), exact: true })
  await hands.press(banner.getByRole('button', { name: words('others-absence.end') }))
  await isSaid(words.with('others-absence.outcome.ended', { whose }))
  await banner.waitFor({ state: 'detached' })
  await isAnsweredWith(hereItIs)

  await page.goto(`${app.url}/settings/acknowledgement?mailbox=${desk.mailbox}`)
  await turnOn(words('acknowledgement.switch'))
  await hands.press(received.getByRole('button', { name: words('acknowledgement.save') }))
  await isSaid(words('acknowledgement.saved.off'))

  await page.goto(`${app.url}/settings/activity`)
  await choose()
  const did = page.getByRole('list', { name: words('activity.list') }).getByRole('listitem')
  const name = app.platform.people.find(({ uid }) => uid === 'grace')?.name ?? ''
  await did
    .filter({ hasText: words.with('activity.did.absence-changed', { name }) })
    .first()
    .waitFor()
})
