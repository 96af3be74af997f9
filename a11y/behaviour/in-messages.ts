import { subjects } from '#platform/seed/fixtures.ts'
import { fault } from '../engines/findings.ts'
import { chooseInPalette, messageOf, openInbox, openMessage } from '../states/reaching.ts'
import { attributes, type Behaviour, focusOn, says, titleBegins, undoable, withLetters } from './behaviour.ts'

/** What is done with an open message. */
export const inMessages: readonly Behaviour[] = [
  {
    name: 'opening a message lands on its subject, Escape on its row',
    person: 'ada',
    async act(visit) {
      const { page } = visit
      const mail = await openInbox(visit)
      const row = mail.row(subjects.withAttachments).first()
      await row.focus()
      await page.keyboard.press('Enter')
      const findings = await focusOn(visit, messageOf(visit).heading(subjects.withAttachments), 'opening')
      findings.push(...(await titleBegins(visit, subjects.withAttachments)))
      findings.push(...(await attributes(row, { 'aria-current': /true/ })))
      await page.keyboard.press('Escape')
      return [...findings, ...(await focusOn(visit, row, 'Escape'))]
    },
  },
  {
    name: 'deleting the open message lands on the subject of the next one',
    person: 'ben',
    async act(visit) {
      const { page } = visit
      const { mail, subjects: own } = await withLetters(visit, 2)
      const message = messageOf(visit)
      await mail.row(own[1]).focus()
      await page.keyboard.press('Enter')
      await message.isReached(own[1])
      const findings = await says(visit, undoable(visit, 'actions.done.delete'), () => page.keyboard.press('Delete'))
      return [...findings, ...(await focusOn(visit, message.heading(own[0]), 'deleting'))]
    },
  },
  {
    name: 'the next message is opened at its subject, and the end is said',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      const newest = await mail.list.locator('[aria-posinset="1"] > .visually-hidden').innerText()
      await mail.rows.first().focus()
      await page.keyboard.press('Enter')
      const heading = page.getByRole('article').getByRole('heading', { level: 2 })
      const findings = await focusOn(visit, heading, 'opening')
      const previous = () => chooseInPalette(visit, words('app.previousMessage'))
      findings.push(...(await says(visit, words.like('app.noPrevious'), previous)))
      const first = await heading.innerText()
      await chooseInPalette(visit, words('app.nextMessage'))
      await heading.filter({ hasNotText: first }).waitFor()
      if (!newest.includes(first)) findings.push(fault('state', `the first row is "${newest}", not "${first}"`))
      return [...findings, ...(await focusOn(visit, heading, 'the next message'))]
    },
  },
  {
    name: 'a formatted message is in a frame that says what it is, in the language of its text',
    person: 'ada',
    async act(visit) {
      const mail = await openInbox(visit)
      await mail.row(subjects.htmlNewsletter).first().click()
      const frame = visit.page.locator('article iframe')
      const inside = visit.page.frameLocator('article iframe').locator('html')
      return [
        ...(await attributes(frame, { title: /\S/, sandbox: /^(?!.*allow-scripts)/ })),
        ...(await attributes(inside, { lang: /^en/, dir: /./ })),
      ]
    },
  },
  {
    name: 'subject and text of a message are in its own language and direction',
    person: 'ada',
    async act(visit) {
      await openMessage(visit, subjects.arabic)
      const inside = visit.page.frameLocator('article iframe').locator('html')
      const findings = [
        ...(await attributes(messageOf(visit).heading(subjects.arabic), { lang: /^ar$/, dir: /auto|rtl/ })),
        ...(await attributes(inside, { lang: /^ar$/, dir: /^rtl$/ })),
      ]
      await chooseInPalette(visit, visit.words('views.name.text'))
      const text = visit.page.getByRole('article').getByText('السيدة').locator('xpath=ancestor-or-self::*[@lang][1]')
      return [...findings, ...(await attributes(text, { lang: /^ar$/, dir: /^rtl$/ }))]
    },
  },
  {
    name: 'the toolbar of a message is one stop with arrows inside',
    person: 'ada',
    async act(visit) {
      const { page } = visit
      const mail = await openInbox(visit)
      await mail.row(subjects.newestUnread).first().click()
      const message = messageOf(visit)
      await message.article(subjects.newestUnread).waitFor()
      const stops = message.tools.locator(':is(button, a):not([tabindex="-1"])')
      await message.tool('reply').focus()
      await page.keyboard.press('ArrowRight')
      const findings = await focusOn(visit, message.tools.locator('button').nth(1), 'Right')
      const count = await stops.count()
      return count === 1 ? findings : [...findings, fault('toolbar', `${count} Tab stops`)]
    },
  },
  {
    name: 'a message that cannot be opened is said at once, and the focus is on its heading',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      await page.route(/\/api\/messages\/[^/]+$/, (route) =>
        route.fulfill({
          status: 404,
          contentType: 'application/problem+json',
          json: { type: 'message-gone', status: 404, requestId: 'a11y' },
        }),
      )
      const row = mail.row(subjects.spanish).first()
      await row.focus()
      const text = words('reading.notOpened')
      const findings = await says(visit, new RegExp(`^${text}`), () => page.keyboard.press('Enter'))
      return [...findings, ...(await focusOn(visit, messageOf(visit).heading(subjects.spanish), 'opening'))]
    },
  },
  {
    name: 'in a narrow window Back leads from a message to its row',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await page.setViewportSize({ width: 320, height: 640 })
      const mail = await openInbox(visit)
      const row = mail.row(subjects.withAttachments).first()
      await row.focus()
      await page.keyboard.press('Enter')
      const findings = await focusOn(visit, messageOf(visit).heading(subjects.withAttachments), 'opening')
      await page.getByRole('button', { name: words.with('app.backTo', { folder: words('mail.role.inbox') }) }).focus()
      await page.keyboard.press('Enter')
      return [...findings, ...(await focusOn(visit, row, 'Back'))]
    },
  },
]
