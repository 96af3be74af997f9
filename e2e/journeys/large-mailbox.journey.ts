import assert from 'node:assert/strict'
import { importMessages } from '#platform/dovecot/import.ts'
import { type Platform } from '#platform/platform.ts'
import { largeMailbox } from '#platform/seed/large-mailbox.ts'
import { eventually } from '../eventually.ts'
import { announced, focusedName, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { SearchScreen } from '../screens/search-screen.ts'
import { soonEqual } from '../soon.ts'

const uid = 'farid'
const many = 100_000
/** At any place of the list. */
const mostElements = 1_500

/** In no other subject. */
const rare = 'wombat'
const oldest = {
  raw: Buffer.from(`Subject: The ${rare} of the harbour\r\nFrom: Nora <nora@harbour.example>\r\n\r\nGood morning.\r\n`),
  flags: ['\\Seen'],
  internalDate: new Date(Date.UTC(2001, 0, 2)),
}

let filled: Promise<void> | null = null

/** Farid's inbox gets its messages when the first of these journeys begins. */
function fillInbox(platform: Platform): Promise<void> {
  const owner = platform.people.find((one) => one.uid === uid)
  if (!owner) throw new Error(`no such person: ${uid}`)
  return (filled ??= importMessages(platform, uid, 'INBOX', after(oldest, largeMailbox(many, owner, new Date()))))
}

function* after<T>(first: T, others: Iterable<T>): Generator<T> {
  yield first
  yield* others
}

/** Farid signed in, on a message of his own at the top of his 100,000. */
async function inLargeInbox({ app, page, hands }: Scene): Promise<{ mail: MailScreen; newest: string }> {
  await fillInbox(app.platform)
  const newest = ownSubject('Newest of all')
  await deliver(app.platform, uid, { subject: newest })
  const mail = await signedIn(app, page, hands, uid)
  await hasFocus(page, mail.row(newest))
  return { mail, newest }
}

journey('Both ends and any day of 100,000 messages are a press away, and the page stays small', async (scene) => {
  const { page, hands } = scene
  const { mail, newest } = await inLargeInbox(scene)
  const count = Number(await mail.row(newest).getAttribute('aria-setsize'))
  assert.ok(count > many, `the list says how many there are: ${count}`)

  await toTheEnd(mail, scene)
  await lastRow(mail, count).waitFor()
  await staysSmall(scene)

  await hands.press(mail.order)
  await hands.press(page.getByRole('menuitem', { name: mail.words('message-list.goToDate') }))
  const field = page.getByRole('textbox', { name: mail.words('message-list.date') })
  await hasFocus(page, field)
  await page.keyboard.type('2023-03-01')
  await page.keyboard.press('Enter')
  await eventually('a row of that day has the focus', async () => (await focusedName(page)).includes('1 March 2023'))

  const place = Number(await page.locator(':focus').getAttribute('aria-posinset'))
  assert.ok(place > 1_000 && place < many, `far down, at ${place}`)
  await staysSmall(scene)

  // One further, opened and left again: the list has kept the place.
  await page.keyboard.press('ArrowDown')
  const left = await page.locator(':focus').getAttribute('data-row-id')
  await page.keyboard.press('Enter')
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('Escape')
  await eventually('back on the row', async () => (await page.locator(':focus').getAttribute('data-row-id')) === left)
  await soonEqual(() => page.locator(':focus').getAttribute('aria-posinset'), String(place + 1))
})

journey(
  'Deep in 100,000 messages mail arrives and a message goes and comes back, and the place is kept',
  async (scene) => {
    const { app, page, hands } = scene
    const { mail, newest } = await inLargeInbox(scene)
    await toTheEnd(mail, scene)
    const count = Number(await mail.rows.last().getAttribute('aria-setsize'))
    const last = lastRow(mail, count)
    if (hands.kind === 'mouse') await hands.press(last)
    else await page.keyboard.press('Enter')
    const message = new MessageScreen(page)
    await page.getByRole('article').first().waitFor()
    const id = await last.getAttribute('data-row-id')

    await deliver(app.platform, uid, { subject: ownSubject('Meanwhile') })
    await mail.waiting.waitFor({ timeout: 15_000 })
    assert.equal(await rowOf(scene, id).getAttribute('aria-posinset'), String(count), 'the row stays where it is')

    await hands.press(message.tool('delete'))
    await rowOf(scene, id).waitFor({ state: 'detached' })
    await lastRow(mail, count - 1).waitFor()
    await hands.press(mail.undo)
    await lastRow(mail, count).waitFor()
    assert.equal(await mail.row(newest).count(), 0, 'nobody was taken to the top')
  },
)

journey(
  'All 100,000 are selected; a change of them shows its progress, is stopped, and undone as one',
  async (scene) => {
    const { app, page, hands } = scene
    const { mail, newest } = await inLargeInbox(scene)
    const { words } = mail
    const mailbox = await openMailbox(app.platform, uid)
    try {
      const flaggedBefore = await mailbox.countFlagged('INBOX')
      if (hands.kind === 'keyboard') await page.keyboard.press('Control+a')
      else {
        await hands.press(page.getByRole('button', { name: words('message-list.selectMode'), exact: true }))
        await hands.press(
          mail.selectionTools.getByRole('button', { name: words('selection.select.label'), exact: true }),
        )
        await hands.press(page.getByRole('menuitem', { name: words('selection.select.all') }))
      }
      await page.getByText(words.like('actions.allSelected')).first().waitFor()
      await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
      await hands.press(page.getByRole('menuitem', { name: words('actions.flag'), exact: true }))
      const stop = page.getByRole('button', { name: words.with('bulk.stopNamed', { doing: words('bulk.doing.flag') }) })
      await hands.press(stop)
      const stopped = words.with('bulk.stopped', { done: '' })
      await eventually('that it stopped is said', async () => (await announced(page)).includes(stopped))
      const flagged = await mailbox.countFlagged('INBOX')
      assert.ok(flagged > flaggedBefore && flagged < many, `some have a flag: ${flagged}`)
      await hands.press(mail.undo)
      await eventually('no flag is left over', async () => (await mailbox.countFlagged('INBOX')) === flaggedBefore, {
        withinMs: 60_000,
      })
      await mail.row(newest).waitFor()
    } finally {
      await mailbox.close()
    }
  },
)

journey(
  'A search through 100,000 messages finds the oldest of them, and counts when it has come to its end',
  async (scene) => {
    const { page, hands } = scene
    const { mail } = await inLargeInbox(scene)
    const search = new SearchScreen(page)
    await hands.write(search.box, rare)
    await page.keyboard.press('Enter')
    await hasFocus(page, mail.rows.first())
    await search.count.waitFor({ timeout: 60_000 })
    await soonEqual(() => mail.rows.count(), 1)
    assert.match(await focusedName(page), new RegExp(rare))
    await hands.press(search.back)
    await mail.rows.nth(1).waitFor()
  },
)

/** By the key, or by drawing the scroll bar down as far as it goes. */
async function toTheEnd(mail: MailScreen, { page, hands }: Scene): Promise<void> {
  if (hands.kind === 'keyboard') {
    await page.keyboard.press('End')
    await eventually('the last row has the focus', async () => {
      const row = page.locator(':focus')
      return (await row.getAttribute('aria-posinset')) === (await row.getAttribute('aria-setsize'))
    })
    return
  }
  await mail.list.hover()
  await eventually('the bottom of the list', async () => {
    await page.mouse.wheel(0, 10_000_000)
    const row = mail.rows.last()
    return (await row.getAttribute('aria-posinset')) === (await row.getAttribute('aria-setsize'))
  })
}

const lastRow = (mail: MailScreen, count: number) => mail.list.locator(`[role="option"][aria-posinset="${count}"]`)
const rowOf = ({ page }: Scene, id: string | null) => page.locator(`[role="option"][data-row-id="${id}"]`)

async function staysSmall({ page }: Scene): Promise<void> {
  const elements = await page.locator('*').count()
  assert.ok(elements <= mostElements, `${elements} elements`)
}
