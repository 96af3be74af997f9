import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { messageOf, messageShown, openInbox, openMessage } from './reaching.ts'

/** A state that is a message of the seed, opened. */
function message(name: string, subject: string): State {
  return {
    name,
    screens: ['MailScreen'],
    reach: (visit) => openMessage(visit, subject),
    holds: (visit) => messageShown(visit, subject),
  }
}

const moreForMessage = (visit: Visit) =>
  messageOf(visit).tools.getByRole('button', { name: visit.words('actions.more') })

async function openMenu(visit: Visit): Promise<void> {
  await openMessage(visit, subjects.newestUnread)
  await moreForMessage(visit).click()
}

/** Open messages of every kind. */
export const messageStates: readonly State[] = [
  message('message in plain text', subjects.newestUnread),
  message('message with attachments', subjects.withAttachments),
  message('newsletter with blocked pictures', subjects.htmlNewsletter),
  message('message in Arabic', subjects.arabic),
  message('message in Spanish', subjects.spanish),
  message('message whose sender imitates another', subjects.lookalikeName),
  message('message of one picture', subjects.pictureOnly),
  message('message with loud markup of its own', subjects.hostileAria),
  message('message from a mailing list, with quotes', subjects.mailingList),
  {
    ...message('message with all its addresses', subjects.manyRecipients),
    async reach(visit) {
      await openMessage(visit, subjects.manyRecipients)
      await visit.page.getByRole('button', { name: visit.words('reading.details'), exact: true }).click()
    },
  },
  {
    name: 'source of a message',
    screens: ['MailScreen'],
    async reach(visit) {
      await openMessage(visit, subjects.newestUnread)
      await visit.page.getByRole('button', { name: visit.words('reading.details'), exact: true }).click()
      await visit.page.getByRole('button', { name: visit.words('reading.showSource'), exact: true }).click()
    },
    holds: ({ page }) => page.getByRole('dialog').getByRole('textbox').waitFor(),
  },
  {
    name: 'menu of more actions for a message',
    screens: ['MailScreen'],
    reach: openMenu,
    reopen: (visit) => moreForMessage(visit).click(),
    holds: ({ page }) => page.getByRole('menu').waitFor(),
  },
  {
    name: 'message that has gone',
    screens: ['MailScreen'],
    async reach(visit) {
      await openInbox(visit)
      await visit.page.route(/\/api\/messages\/[^/]+$/, (route) =>
        route.fulfill({
          status: 404,
          contentType: 'application/problem+json',
          json: { type: 'message-gone', status: 404, requestId: 'a11y' },
        }),
      )
      await visit.page.reload()
      await openMessageRow(visit)
    },
    holds: ({ page, words }) => page.getByText(words('reading.notOpened'), { exact: true }).waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]

async function openMessageRow({ page }: Visit): Promise<void> {
  const row = page.getByRole('option', { name: new RegExp(subjects.forwarded) }).first()
  await row.click()
}
