import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { hasChosen } from '../choices.ts'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { keepOrdersToPage } from '../orders.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { ConversationScreen } from '../screens/conversation-screen.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

const ben = 'Ben Okafor'
const dov = 'Dov Halevi'

/** Two people's letters about one thing in Ada's inbox, which she reads in conversations. */
async function withConversation(scene: Scene): Promise<{ subject: string; mail: MailScreen; messageId: string }> {
  const { app, page, hands } = scene
  const subject = ownSubject('Bench by the lake')
  const messageId = `<${randomUUID()}@example.gov>`
  const address = (uid: string) => person(app, uid).address
  await deliver(app.platform, 'ada', { subject, messageId, from: `${ben} <${address('ben')}>`, text: 'Shall we?' })
  await deliver(app.platform, 'ada', {
    subject: `Re: ${subject}`,
    answers: messageId,
    from: `${dov} <${address('dov')}>`,
    text: 'Why not.',
  })
  const mail = await signedIn(app, page, hands, 'ada')
  await keepOrdersToPage(page)
  await hands.press(mail.order)
  await hands.press(mail.orderNamed('conversations'))
  await hasFocus(page, mail.order)
  // The row that had the focus goes a moment after its conversation has come.
  await named(mail, `2 messages, ${dov} and ${ben}, Re: ${subject}`).waitFor()
  await eventually('its letters have no other row', async () => (await mail.row(`Re: ${subject}`).count()) === 1)
  return { subject, mail, messageId }
}

/** The row whose whole name has these words. */
const named = (mail: MailScreen, words: string) => mail.list.getByRole('option', { name: words })

journeyByKeyboard('A conversation is one row, read whole, answered, deleted and brought back', async (scene) => {
  const { app, page, hands } = scene
  const { subject, mail } = await withConversation(scene)
  const row = mail.row(`Re: ${subject}`)
  await row.waitFor()
  await named(mail, `Unread, 2 messages, ${dov} and ${ben}, Re: ${subject}`).waitFor()
  assert.equal(await mail.row(subject).count(), 0, 'the first letter has no row of its own')

  await hands.press(row)
  const conversation = new ConversationScreen(page)
  await hasFocus(page, conversation.heading(`Re: ${subject}`))
  await conversation.message(dov).waitFor()
  await soonEqual(() => conversation.articles.count(), 2)
  await soonEqual(() => conversation.message(ben).getAttribute('aria-expanded'), 'true', 'what is unread is open')
  await hands.press(conversation.tool('reply'))
  const compose = new ComposeScreen(page)
  await hasFocus(page, compose.text)
  await page.keyboard.type('I bring the bench.')
  await page.keyboard.press('Control+Enter')
  await compose.text.waitFor({ state: 'detached' })
  await conversation.message('Ada Lindqvist').waitFor({ timeout: 30_000 })
  await soonEqual(() => conversation.articles.count(), 3, 'what was sent belongs to it')
  await conversation.articles.getByText('I bring the bench.').first().waitFor()

  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    await hands.press(conversation.tool('delete'))
    await row.waitFor({ state: 'detached' })
    const trash = await mailbox.folderFor('\\Trash')
    for (const one of [subject, `Re: ${subject}`]) {
      await mailbox.arrives(trash, one)
      await mailbox.leaves('INBOX', one)
    }
    await page.keyboard.press('Control+z')
    for (const one of [subject, `Re: ${subject}`]) await mailbox.arrives('INBOX', one)
    await row.waitFor()
    await named(mail, `2 messages, ${dov} and ${ben}, Re: ${subject}`).waitFor()
  } finally {
    await mailbox.close()
  }
})

journeyByKeyboard('New mail in a conversation comes to its row, and the focus stays where it is', async (scene) => {
  const { app, page, hands } = scene
  const { subject, mail, messageId } = await withConversation(scene)
  const row = mail.row(`Re: ${subject}`)
  await hands.reach(row)
  await deliver(app.platform, 'ada', { subject: `Re: ${subject}`, answers: messageId, text: 'Me too.' })
  await named(mail, `3 messages, Nora Fields, ${dov} and ${ben}, Re: ${subject}`).waitFor()
  await hasFocus(page, row)
  await page.keyboard.press('Delete')
  await row.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await row.waitFor()
})

journeyByKeyboard(
  'Messages of a conversation are gone through, and one of them can be deleted alone',
  async (scene) => {
    const { page, hands } = scene
    const { subject, mail } = await withConversation(scene)
    await hands.press(mail.row(`Re: ${subject}`))
    const conversation = new ConversationScreen(page)
    await hasFocus(page, conversation.heading(`Re: ${subject}`))
    await hands.press(conversation.message(ben))
    await soonEqual(() => conversation.message(ben).getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('Delete')
    await hasFocus(page, conversation.message(dov))
    await conversation.message(ben).waitFor({ state: 'detached' })
    await named(mail, '\\d messages')
      .and(mail.row(`Re: ${subject}`))
      .waitFor({ state: 'detached' })
    await mail.row(`Re: ${subject}`).waitFor()
  },
)

journeyByKeyboard(
  'n and p go from message to message of a conversation, unfolding them, and then on',
  async (scene) => {
    const { page, hands } = scene
    await hasChosen(page, { singleKeys: true })
    const { subject, mail } = await withConversation(scene)
    await hands.press(mail.row(`Re: ${subject}`))
    const conversation = new ConversationScreen(page)
    const [first, second] = [conversation.message(ben), conversation.message(dov)]
    await hasFocus(page, conversation.heading(`Re: ${subject}`))
    await hands.press(first)
    await soonEqual(() => first.getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('n')
    await hasFocus(page, second)
    await page.keyboard.press('p')
    await hasFocus(page, first)
    await soonEqual(() => first.getAttribute('aria-expanded'), 'true', 'it unfolds')
    await page.keyboard.press('n')
    await hasFocus(page, second)
    await page.keyboard.press('n')
    await conversation.heading(`Re: ${subject}`).waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
  },
)

/** More than the list names of one conversation. */
const many = 120

journey('A conversation of 120 is deleted whole by one key, and one undo brings it back', async (scene) => {
  const { app, page, hands } = scene
  const folder = ownSubject('Long talk')
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    await mailbox.fillConversation(folder, folder, many)
    const trash = await mailbox.folderFor('\\Trash')
    const before = await mailbox.count(trash)
    const mail = await signedIn(app, page, hands, 'ada')
    const { words } = mail
    await hands.press(mail.folder(folder))
    await mail.rows.first().waitFor()
    await hands.press(mail.order)
    await hands.press(mail.orderNamed('conversations'))
    await named(mail, `${many} messages`).waitFor()
    await hands.reach(mail.rows.first())
    await page.keyboard.press('Delete')
    await eventually('all of it is said to be deleted', async () =>
      (await announced(page)).includes(words.with('actions.done.delete', { count: many })),
    )
    assert.equal(await mailbox.count(folder), 0)
    assert.equal(await mailbox.count(trash), before + many)
    await hands.press(mail.undo)
    await named(mail, `${many} messages`).waitFor()
    assert.equal(await mailbox.count(folder), many)
  } finally {
    await mailbox.close()
  }
})
