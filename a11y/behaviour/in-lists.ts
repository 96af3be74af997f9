import { deliver, ownSubject } from '#e2e/mail/letters.ts'
import { fault } from '../engines/findings.ts'
import { openInbox } from '../states/reaching.ts'
import { attributes, type Behaviour, focusOn, says, undoable, withLetters } from './behaviour.ts'

/** What is done in the list of messages. */
export const inLists: readonly Behaviour[] = [
  {
    name: 'rows say where they stand and what is selected',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      const row = mail.rows.first()
      const findings = [
        ...(await attributes(mail.list, { 'aria-multiselectable': /true/ })),
        ...(await attributes(row, { 'aria-setsize': /^\d+$/, 'aria-posinset': /^1$/, 'aria-selected': /^$/ })),
      ]
      await row.focus()
      findings.push(...(await says(visit, words.like('actions.selected'), () => page.keyboard.press('Space'))))
      findings.push(...(await attributes(row, { 'aria-selected': /true/ })))
      findings.push(...(await attributes(mail.rows.nth(1), { 'aria-selected': /false/ })))
      findings.push(...(await says(visit, words.like('actions.selectionCleared'), () => page.keyboard.press('Escape'))))
      return [...findings, ...(await focusOn(visit, row, 'clearing the selection'))]
    },
  },
  {
    name: 'arrows, Home and End go from row to row',
    person: 'ada',
    async act(visit) {
      const { page } = visit
      const mail = await openInbox(visit)
      await mail.rows.first().focus()
      await page.keyboard.press('ArrowDown')
      const findings = await focusOn(visit, mail.list.locator('[aria-posinset="2"]'), 'Down')
      await page.keyboard.press('End')
      const total = (await mail.rows.first().getAttribute('aria-setsize')) ?? ''
      findings.push(...(await focusOn(visit, mail.list.locator(`[aria-posinset="${total}"]`), 'End')))
      await page.keyboard.press('Home')
      return [...findings, ...(await focusOn(visit, mail.list.locator('[aria-posinset="1"]'), 'Home'))]
    },
  },
  {
    name: 'deleting a row moves the focus to the next one, is said, and can be undone',
    person: 'ben',
    async act(visit) {
      const { page, words } = visit
      const { mail, subjects } = await withLetters(visit, 2)
      const [older, newer] = subjects
      await mail.row(newer).focus()
      const findings = await says(visit, undoable(visit, 'actions.done.delete'), () => page.keyboard.press('Delete'))
      findings.push(...(await focusOn(visit, mail.row(older), 'deleting')))
      findings.push(...(await says(visit, words.like('outcomes.movedBack'), () => page.keyboard.press('Control+z'))))
      const isBack = await mail
        .row(newer)
        .waitFor()
        .catch(() => null)
      return [...findings, ...(isBack === null ? [fault('undo', 'the row is not back')] : [])]
    },
  },
  {
    name: 'deleting the last row moves the focus to the one before it',
    person: 'ben',
    async act(visit) {
      const { page } = visit
      const { mail } = await withLetters(visit, 2)
      await mail.rows.first().focus()
      await page.keyboard.press('End')
      const total = Number(await mail.rows.first().getAttribute('aria-setsize'))
      const at = (position: number) => mail.list.locator(`[aria-posinset="${position}"][aria-setsize="${position}"]`)
      const findings = await focusOn(visit, at(total), 'End')
      const label = (await page.locator(':focus .visually-hidden').textContent()) ?? ''
      await page.keyboard.press('Delete')
      findings.push(...(await focusOn(visit, at(total - 1), 'deleting the last row')))
      await page.keyboard.press('Control+z')
      // Other mail may have come in between; and the row that went may still be in the page beside the one that came back.
      const back = mail.list.locator('[role=option]:not(.leaving)').filter({ hasText: label })
      await back.first().waitFor({ state: 'attached' })
      return findings
    },
  },
  {
    name: 'Undo by its button gives the focus back to the list',
    person: 'ben',
    async act(visit) {
      const { page, words } = visit
      const { mail, subjects } = await withLetters(visit, 2)
      await mail.row(subjects[1]).focus()
      await page.keyboard.press('Delete')
      await mail.undo.waitFor()
      await focusOn(visit, mail.row(subjects[0]), 'deleting')
      await mail.undo.focus()
      const findings = await says(visit, words.like('outcomes.movedBack'), () => page.keyboard.press('Enter'))
      return [...findings, ...(await focusOn(visit, mail.list.locator('[role=option]:focus'), 'Undo'))]
    },
  },
  {
    name: 'moving by the dialog is said and goes on with the next row',
    person: 'ben',
    async act(visit) {
      const { page } = visit
      const { mail, subjects } = await withLetters(visit, 2)
      await mail.row(subjects[1]).focus()
      await page.keyboard.press('Control+Shift+M')
      const findings = await focusOn(visit, mail.choice, 'the dialog')
      await page.keyboard.type('arch')
      const first = mail.moveDialog.getByRole('option').first()
      await first.and(page.locator('[aria-selected="true"]')).waitFor()
      findings.push(...(await says(visit, undoable(visit, 'actions.done.move'), () => page.keyboard.press('Enter'))))
      return [...findings, ...(await focusOn(visit, mail.row(subjects[0]), 'moving'))]
    },
  },
  {
    name: 'new mail is said, waits, and leaves the focus on its row',
    person: 'ben',
    async act(visit) {
      const { page, words } = visit
      const { mail, subjects } = await withLetters(visit, 1)
      const row = mail.row(subjects[0])
      await row.focus()
      const subject = ownSubject('Just in')
      const arrives = () => deliver(visit.app.platform, 'ben', { subject })
      const findings = await says(visit, words.like('message-list.newArrived'), arrives)
      await mail.waiting.waitFor()
      findings.push(...(await focusOn(visit, row, 'new mail')))
      const show = () => mail.waiting.focus().then(() => page.keyboard.press('Enter'))
      findings.push(...(await says(visit, words.like('message-list.newShown'), show)))
      return [...findings, ...(await focusOn(visit, mail.row(subject), 'showing new mail'))]
    },
  },
]
