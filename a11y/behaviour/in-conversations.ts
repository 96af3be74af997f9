import { randomUUID } from 'node:crypto'
import { deliver, ownSubject } from '#e2e/mail/letters.ts'
import { openMailbox } from '#e2e/mail/mailbox.ts'
import { keepOrdersToPage } from '#e2e/orders.ts'
import { ConversationScreen } from '#e2e/screens/conversation-screen.ts'
import { fault, type Finding } from '../engines/findings.ts'
import { prefer } from '../renderings.ts'
import { chooseInPalette, openInbox } from '../states/reaching.ts'
import { type Visit } from '../visit.ts'
import { attributes, type Behaviour, focusOn, says, titleBegins, undoable } from './behaviour.ts'

const cara = 'Cara Im'
const dov = 'Dov Halevi'
const eve = 'Eve Stone'

/** Brings Ben one letter and then a conversation of three, the first of which he has read, and shows his inbox in conversations. */
async function withConversation(visit: Visit) {
  const { platform } = visit.app
  const next = ownSubject('Next')
  await deliver(platform, 'ben', { subject: next })
  const begun = ownSubject('Picnic')
  const subject = `Re: ${begun}`
  const messageId = `<${randomUUID()}@harbour.example>`
  const from = (name: string) => `${name} <${name.toLowerCase().replace(' ', '.')}@harbour.example>`
  await deliver(platform, 'ben', { subject: begun, messageId, from: from(cara) })
  const mailbox = await openMailbox(platform, 'ben')
  try {
    await mailbox.arrives('INBOX', begun)
    await mailbox.flag('INBOX', begun, '\\Seen', true)
  } finally {
    await mailbox.close()
  }
  for (const name of [dov, eve]) await deliver(platform, 'ben', { subject, answers: messageId, from: from(name) })
  const mail = await openInbox(visit)
  await keepOrdersToPage(visit.page)
  await mail.order.click()
  await mail.orderNamed('conversations').click()
  await visit.page.getByRole('menu').waitFor({ state: 'detached' })
  const row = mail.list.getByRole('option', { name: '3 messages' }).and(mail.row(subject))
  await row.waitFor()
  return { mail, row, subject, next, conversation: new ConversationScreen(visit.page) }
}

type Given = Awaited<ReturnType<typeof withConversation>>

/** Opens it from its row, and waits for its messages. */
async function open({ page }: Visit, { row, conversation }: Given): Promise<void> {
  await row.focus()
  await page.keyboard.press('Enter')
  await conversation.message(eve).waitFor()
}

/** The focus is on the button of this message, and the message is unfolded. */
async function isOn(visit: Visit, { conversation }: Given, name: string, what: string): Promise<Finding[]> {
  const button = conversation.message(name)
  return [...(await focusOn(visit, button, what)), ...(await attributes(button, { 'aria-expanded': /true/ }))]
}

/** What is done with conversations. */
export const inConversations: readonly Behaviour[] = [
  {
    name: 'a conversation opens at its subject, which says how many messages it has; what is read is folded',
    person: 'ben',
    async act(visit) {
      const given = await withConversation(visit)
      const { row, subject, conversation } = given
      const findings: Finding[] = []
      const label = await row.locator('.visually-hidden').innerText()
      if (!label.startsWith('2 unread, 3 messages, ')) findings.push(fault('semantics', `the row says "${label}"`))
      await open(visit, given)
      const heading = conversation.heading(subject)
      findings.push(...(await focusOn(visit, heading, 'opening')), ...(await titleBegins(visit, subject)))
      const described = (await heading.getAttribute('aria-describedby')) ?? 'nothing'
      const count = await visit.page.locator(`[id="${described}"]`).allInnerTexts()
      if (count.join() !== '3 messages')
        findings.push(fault('semantics', `the heading is described by "${count.join()}"`))
      findings.push(...(await attributes(conversation.message(cara), { 'aria-expanded': /false/ })))
      findings.push(...(await attributes(conversation.message(eve), { 'aria-expanded': /true/ })))
      await visit.page.keyboard.press('Escape')
      return [...findings, ...(await focusOn(visit, row, 'Escape'))]
    },
  },
  {
    name: 'in a conversation n and p go from message to message, unfold it, and then go on to the next subject',
    person: 'ben',
    async act(visit) {
      const { page } = visit
      const given = await withConversation(visit)
      await prefer(page, { singleKeys: true })
      await open(visit, given)
      const findings: Finding[] = []
      for (const [key, name] of [
        ['n', cara],
        ['n', dov],
        ['p', cara],
        ['n', dov],
        ['n', eve],
      ] as const) {
        await page.keyboard.press(key)
        findings.push(...(await isOn(visit, given, name, key)))
      }
      await page.keyboard.press('n')
      return [...findings, ...(await focusOn(visit, given.conversation.heading(given.next), 'n after the last'))]
    },
  },
  {
    name: 'unfolding a message of a conversation leaves the focus on its button; unfolding all is said',
    person: 'ben',
    async act(visit) {
      const { page, words } = visit
      const given = await withConversation(visit)
      const { conversation } = given
      await open(visit, given)
      const button = conversation.message(cara)
      await button.focus()
      await page.keyboard.press('Enter')
      const findings = await isOn(visit, given, cara, 'unfolding')
      const shown = (await button.getAttribute('aria-controls')) ?? 'nothing'
      await page.locator(`[id="${shown}"]`).waitFor()
      await page.keyboard.press('Enter')
      findings.push(...(await attributes(button, { 'aria-expanded': /false/ })))
      const all = page.getByRole('button', { name: words('reading-more.conversation.expand'), exact: true })
      await all.focus()
      findings.push(
        ...(await says(visit, words.like('reading-more.conversation.expanded'), () => page.keyboard.press('Enter'))),
      )
      const fold = page.getByRole('button', { name: words('reading-more.conversation.collapse'), exact: true })
      return [...findings, ...(await focusOn(visit, fold, 'unfolding all'))]
    },
  },
  {
    name: 'deleting an open conversation is said and lands on the next subject, and undo brings all of it back',
    person: 'ben',
    async act(visit) {
      const { page, words } = visit
      const given = await withConversation(visit)
      await open(visit, given)
      const heading = given.conversation.heading(given.next)
      await focusOn(visit, given.conversation.heading(given.subject), 'opening')
      const findings = await says(visit, undoable(visit, 'actions.done.delete'), () => page.keyboard.press('Delete'))
      findings.push(...(await focusOn(visit, heading, 'deleting')))
      findings.push(...(await says(visit, words.like('outcomes.movedBack'), () => page.keyboard.press('Control+z'))))
      findings.push(...(await focusOn(visit, heading, 'undo')))
      const isBack = await given.row.waitFor().then(
        () => true,
        () => false,
      )
      return isBack ? findings : [...findings, fault('undo', 'the conversation is not back whole')]
    },
  },
  {
    name: 'archiving a conversation by its row is said and goes on with the next row',
    person: 'ben',
    async act(visit) {
      const { words } = visit
      const given = await withConversation(visit)
      const { mail, row, next } = given
      await row.focus()
      const archive = () => chooseInPalette(visit, words('actions.archive'))
      const findings = await says(visit, undoable(visit, 'actions.done.archive'), archive)
      findings.push(...(await focusOn(visit, mail.row(next), 'archiving')))
      findings.push(
        ...(await says(visit, words.like('outcomes.movedBack'), () => visit.page.keyboard.press('Control+z'))),
      )
      await row.waitFor()
      return [...findings, ...(await focusOn(visit, mail.row(next), 'undo'))]
    },
  },
  {
    name: 'deleting one message of a conversation is said and goes on with the next message of it',
    person: 'ben',
    async act(visit) {
      const { page } = visit
      const given = await withConversation(visit)
      await open(visit, given)
      await given.conversation.message(dov).focus()
      const findings = await says(visit, undoable(visit, 'actions.done.delete'), () => page.keyboard.press('Delete'))
      findings.push(...(await focusOn(visit, given.conversation.message(eve), 'deleting')))
      await given.conversation.message(dov).waitFor({ state: 'detached' })
      await page.keyboard.press('Delete')
      findings.push(...(await focusOn(visit, given.conversation.message(cara), 'deleting the last')))
      return [...findings, ...(await titleBegins(visit, 'Picnic'))]
    },
  },
]
