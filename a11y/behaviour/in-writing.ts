import { person } from '#e2e/people.ts'
import { ComposeScreen } from '#e2e/screens/compose-screen.ts'
import { EditorScreen } from '#e2e/screens/editor-screen.ts'
import { subjects } from '#platform/seed/fixtures.ts'
import { messageOf, openInbox } from '../states/reaching.ts'
import { type Visit } from '../visit.ts'
import { attributes, type Behaviour, focusOn, says, undoable } from './behaviour.ts'

/** A new message, with the row it was begun from. */
async function newMessage(visit: Visit) {
  const mail = await openInbox(visit)
  const form = new ComposeScreen(visit.page, visit.words)
  const row = mail.rows.nth(1)
  await row.focus()
  await mail.newMessage.click()
  return { form, row, begun: await focusOn(visit, form.field('to'), 'new message') }
}

async function addRecipient({ app, page }: Visit, form: ComposeScreen, uid: string): Promise<void> {
  await form.field('to').fill(person(app, uid).address)
  await page.keyboard.press('Enter')
}

/** What is done while writing a message. */
export const inWriting: readonly Behaviour[] = [
  {
    name: 'a message without recipients is not sent: said, and the focus is in the field that says why',
    person: 'ada',
    async act(visit) {
      const { form, begun } = await newMessage(visit)
      await form.subject.focus()
      const refuse = () => visit.page.keyboard.press('Control+Enter')
      const findings = [...begun, ...(await says(visit, visit.words.like('compose.notSent'), refuse))]
      findings.push(...(await focusOn(visit, form.field('to'), 'refusing to send')))
      return [
        ...findings,
        ...(await attributes(form.field('to'), { 'aria-invalid': /true/, 'aria-describedby': /\S/ })),
      ]
    },
  },
  {
    name: 'closing a message one has begun leads back to the row',
    person: 'ada',
    async act(visit) {
      const { form, row, begun } = await newMessage(visit)
      await form.text.fill('Not yet.')
      await visit.page.getByRole('button', { name: visit.words('compose.close'), exact: true }).focus()
      await visit.page.keyboard.press('Enter')
      return [...begun, ...(await focusOn(visit, row, 'closing'))]
    },
  },
  {
    name: 'recipients are said as they come and go, and the focus stays among them',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const { form } = await newMessage(visit)
      const findings = await says(visit, words.like('ui.tokenAdded'), () => addRecipient(visit, form, 'ben'))
      await form.field('to').fill('ann@harbour.example')
      await page.keyboard.press('Enter')
      const chips = form.recipients('to')
      await chips.nth(1).waitFor()
      await page.keyboard.press('Backspace')
      findings.push(...(await focusOn(visit, chips.nth(1), 'Backspace')))
      findings.push(...(await attributes(chips.nth(1), { 'aria-posinset': /^2$/, 'aria-setsize': /^2$/ })))
      findings.push(...(await says(visit, words.like('ui.tokenRemoved'), () => page.keyboard.press('Delete'))))
      return [...findings, ...(await focusOn(visit, chips.first(), 'Delete'))]
    },
  },
  {
    name: 'suggestions are said and chosen without leaving the field',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const { form } = await newMessage(visit)
      const to = form.field('to')
      const findings = await says(visit, words.like('ui.suggestions'), () => to.pressSequentially('gra'))
      await page.keyboard.press('ArrowDown')
      const expected = { 'aria-activedescendant': /\S/, 'aria-controls': /\S/, 'aria-expanded': /true/ }
      findings.push(...(await attributes(to, expected)))
      findings.push(...(await attributes(form.suggestion('Grace Whitfield'), { 'aria-selected': /true/ })))
      return [...findings, ...(await focusOn(visit, to, 'choosing'))]
    },
  },
  {
    name: 'the check before sending takes the focus, is left by Escape, and its mend leads to what is missing',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const { form } = await newMessage(visit)
      await addRecipient(visit, form, 'ben')
      await form.text.focus()
      await page.keyboard.press('Control+Enter')
      const dialog = page.getByRole('dialog', { name: words.like('sending-check.title') })
      const findings = await focusOn(visit, dialog.locator(':focus'), 'the check')
      findings.push(...(await attributes(dialog, { 'aria-modal': /true/, 'aria-describedby': /\S/ })))
      await page.keyboard.press('Escape')
      findings.push(...(await focusOn(visit, form.text, 'going back to the message')))
      await page.keyboard.press('Control+Enter')
      await dialog.getByRole('button', { name: words('sending-check.subject.mend') }).waitFor()
      await page.keyboard.press('Enter')
      return [...findings, ...(await focusOn(visit, form.subject, 'writing a subject'))]
    },
  },
  {
    name: 'formatting is said, its toolbar is reached by Alt+F10 and left by Escape, and Tab leaves the text',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await newMessage(visit)
      const form = new EditorScreen(page, words)
      const on = () => form.formatting.press('Enter')
      const findings = await says(visit, words.like('editor.switch.richOn'), on)
      await form.toolbar.waitFor()
      await form.text.focus()
      const bold = new RegExp(`^${words.with('editor.on', { what: words('editor.strong') })}$`)
      findings.push(...(await says(visit, bold, () => page.keyboard.press('Control+b'))))
      findings.push(...(await attributes(form.tool('strong'), { 'aria-pressed': /true/ })))
      findings.push(...(await attributes(form.text, { 'aria-multiline': /true/, 'aria-describedby': /\S/ })))
      await page.keyboard.press('Alt+F10')
      findings.push(...(await focusOn(visit, form.tool('heading'), 'Alt+F10')))
      await page.keyboard.press('Escape')
      findings.push(...(await focusOn(visit, form.text, 'Escape')))
      await page.keyboard.press('Tab')
      return [...findings, ...(await focusOn(visit, form.send, 'Tab'))]
    },
  },
  {
    name: 'an answer begins in its text, and sending is said and leads back to the message',
    person: 'ben',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      await mail.rows.last().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('article').getByRole('heading', { level: 2 }).waitFor()
      await messageOf(visit).tool('reply').click()
      const form = new ComposeScreen(page, words)
      const findings = await focusOn(visit, form.text, 'answering')
      const send = () => page.keyboard.press('Control+Enter')
      findings.push(...(await says(visit, undoable(visit, 'outbox.told.goesIn'), send)))
      const heading = page.getByRole('article').getByRole('heading', { level: 2 })
      return [...findings, ...(await focusOn(visit, heading, 'sending'))]
    },
  },
  {
    name: 'a message that cannot be sent is said at once, with the text and the focus where they were',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const { form } = await newMessage(visit)
      await addRecipient(visit, form, 'ben')
      await form.subject.fill('Not on its way')
      await page.route('**/api/send', (route) =>
        route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          json: { type: 'message-refused', status: 422, requestId: 'a11y', serverSaid: 'Too much of something' },
        }),
      )
      const send = () => page.keyboard.press('Control+Enter')
      const findings = await says(visit, words.like('compose.notSentBecause'), send)
      return [...findings, ...(await focusOn(visit, form.subject, 'not sent'))]
    },
  },
  {
    name: 'leaving out a forwarded attachment is said, and the focus goes on to what is left',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      await mail.row(subjects.withAttachments).first().click()
      await messageOf(visit).tool('forward').click()
      const remove = page.getByRole('button', { name: words.like('files.leaveOut') })
      await remove.nth(1).waitFor()
      await remove.first().focus()
      const findings = await says(visit, undoable(visit, 'files.leftOut'), () => page.keyboard.press('Enter'))
      return [...findings, ...(await focusOn(visit, remove.first(), 'leaving out an attachment'))]
    },
  },
]
