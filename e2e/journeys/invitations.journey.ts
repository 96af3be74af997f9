import assert from 'node:assert/strict'
import { type Locator } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { calendarIn, invite, ownMeeting } from '../mail/invitations.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')
const organiser = 'emi'
const guest = 'jonas'

/** The card of an open message, by what kind of thing it says it is. */
function cardIn(scene: Scene, kind: string, what: string) {
  const name = words.with('invitations.heading', { kind: words(`invitations.kind.${kind}`), what })
  const card = scene.page.getByRole('article').getByRole('region', { name })
  const button = (key: string): Locator =>
    card
      .getByRole('group', { name: words('invitations.answer.group') })
      .getByRole('button', { name: words(`invitations.answer.${key}`), exact: true })
  return { card, button }
}

async function said(scene: Scene, sentence: string): Promise<void> {
  await eventually(`that it says "${sentence}"`, async () => (await announced(scene.page)).includes(sentence))
}

/** The organiser has the answer in their inbox. */
async function hasAnswer(app: Scene['app'], subject: string, answer: string): Promise<void> {
  const theirs = await openMailbox(app.platform, organiser)
  try {
    const lines = calendarIn((await theirs.arrives('INBOX', subject)).raw)
    assert.ok(lines.includes('METHOD:REPLY'))
    assert.ok(
      lines.some((line) => line.startsWith(`ATTENDEE;PARTSTAT=${answer};`)),
      lines.join('\n'),
    )
  } finally {
    await theirs.close()
  }
}

journey('An invitation is answered in the message, and the organiser has the answer', async (scene) => {
  const { app, page, hands } = scene
  const meeting = ownMeeting('Kerb walk')
  const subject = await invite(app, { organiser, guest }, meeting)
  const theirs = await openMailbox(app.platform, organiser)
  try {
    const mail = await signedIn(app, page, hands, guest)
    await hands.press(mail.row(subject))
    await new MessageScreen(page).article(subject).waitFor()
    const { card, button } = cardIn(scene, 'request', meeting.what)
    await card
      .getByText(/Thursday, (?:3 December|December 3,) 2037, from/)
      .first()
      .waitFor()

    await hands.press(button('accepted'))
    await said(scene, words.with('invitations.sent.accepted', { organiser: person(app, organiser).name }))
    await hasFocus(page, button('accepted'))
    await card
      .getByText(/^You accepted, today/)
      .first()
      .waitFor()
    const accepted = await theirs.arrives('INBOX', words.with('invitations.letter.accepted', { what: meeting.what }))
    const lines = calendarIn(accepted.raw)
    for (const line of ['METHOD:REPLY', `UID:${meeting.uid}`, 'SEQUENCE:0', 'DTSTART:20371203T130000Z']) {
      assert.ok(lines.includes(line), `${line} is not in\n${lines.join('\n')}`)
    }
    const { address } = person(app, guest)
    assert.ok(lines.some((line) => line.startsWith('ATTENDEE;PARTSTAT=ACCEPTED;') && line.endsWith(address)))
    assert.match(accepted.raw.toString(), new RegExp(`^From: .*<${address}>\r$`, 'm'))

    // Another day, another mind.
    await page.reload()
    await card
      .getByText(/^You accepted, today/)
      .first()
      .waitFor()
    await hands.press(
      card.getByText(words('invitations.answer.comment'), { exact: true }).locator('xpath=ancestor::summary'),
    )
    await hands.write(
      card.getByRole('textbox', { name: words('invitations.answer.commentLabel') }),
      'The ferry is late',
    )
    await hands.press(button('declined'))
    await card
      .getByText(/^You declined, today/)
      .first()
      .waitFor()
    const declined = await theirs.arrives('INBOX', words.with('invitations.letter.declined', { what: meeting.what }))
    const no = calendarIn(declined.raw)
    assert.ok(
      no.includes('COMMENT:The ferry is late') && no.some((line) => line.startsWith('ATTENDEE;PARTSTAT=DECLINED;')),
    )
  } finally {
    await theirs.close()
  }
})

journeyByKeyboard(
  'A changed invitation says what changed, the one before it that it was replaced, and a cancelled one that it is off',
  async (scene) => {
    const { app, page, hands } = scene
    const meeting = ownMeeting('Harbour tour')
    const first = await invite(app, { organiser, guest }, meeting)
    const mail = await signedIn(app, page, hands, guest)
    await hands.press(mail.row(first))
    const before = cardIn(scene, 'request', meeting.what)
    await hands.press(before.button('tentative'))
    await before.card
      .getByText(/^You answered “tentative”, today/)
      .first()
      .waitFor()
    await hasAnswer(app, words.with('invitations.letter.tentative', { what: meeting.what }), 'TENTATIVE')

    const second = await invite(app, { organiser, guest }, meeting, { sequence: 1, place: 'Pier 3' })
    await page.goto(app.url)
    await hands.press(mail.row(second))
    const after = cardIn(scene, 'changed', meeting.what)
    await after.card
      .getByText(/Changed: the place\. Before: Room 210$/)
      .first()
      .waitFor()
    await after.card
      .getByText(/^You answered “tentative” before this was changed/)
      .first()
      .waitFor()
    await hands.press(after.button('accepted'))
    await after.card
      .getByText(/^You accepted, today/)
      .first()
      .waitFor()

    await hands.press(mail.row(first))
    await before.card.getByText(words('invitations.notice.overtakenByChange')).first().waitFor()
    assert.equal(await before.button('accepted').count(), 0)

    const third = await invite(app, { organiser, guest }, meeting, { method: 'CANCEL', sequence: 2 })
    await page.goto(app.url)
    await hands.press(mail.row(third))
    const off = cardIn(scene, 'cancel', meeting.what)
    await off.card.getByText(words('invitations.notice.cancelled')).first().waitFor()
    assert.equal(await off.button('accepted').count(), 0)
  },
)

journeyByKeyboard('Declining one date of a series tells the organiser of that date alone', async (scene) => {
  const { app, page, hands } = scene
  const meeting = ownMeeting('Bridge round')
  const occurrence = 'RECURRENCE-ID;TZID=W. Europe Standard Time:20371203T100000'
  const subject = await invite(app, { organiser, guest }, meeting, { sequence: 1, occurrence })
  const theirs = await openMailbox(app.platform, organiser)
  try {
    const mail = await signedIn(app, page, hands, guest)
    await hands.press(mail.row(subject))
    const { card, button } = cardIn(scene, 'changed', meeting.what)
    await card
      .getByText(/^This is about one date of the series only: .*2037/)
      .first()
      .waitFor()
    await hands.press(button('declined'))
    await card
      .getByText(/^You declined, today/)
      .first()
      .waitFor()
    const declined = await theirs.arrives('INBOX', words.with('invitations.letter.declined', { what: meeting.what }))
    const lines = calendarIn(declined.raw)
    for (const line of [`UID:${meeting.uid}`, 'RECURRENCE-ID:20371203T090000Z', 'SEQUENCE:1']) {
      assert.ok(lines.includes(line), `${line} is not in\n${lines.join('\n')}`)
    }
  } finally {
    await theirs.close()
  }
})
