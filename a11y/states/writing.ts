import { subjects } from '#platform/seed/fixtures.ts'
import { ComposeScreen } from '#e2e/screens/compose-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { chooseInPalette, mailOf, messageOf, openInbox, openMessage } from './reaching.ts'

const screens = ['MailScreen']
const compose = ({ page, words }: Visit): ComposeScreen => new ComposeScreen(page, words)

export async function newMessage(visit: Visit): Promise<ComposeScreen> {
  const mail = await openInbox(visit)
  await mail.newMessage.click()
  await compose(visit).heading('newMessage').waitFor()
  return compose(visit)
}

async function addRecipient(visit: Visit, address: string): Promise<void> {
  await compose(visit).field('to').fill(address)
  await visit.page.keyboard.press('Enter')
}

/** Writing a message. */
export const writingStates: readonly State[] = [
  {
    name: 'new message, empty',
    screens,
    reach: async (visit) => {
      await newMessage(visit)
    },
    holds: (visit) => compose(visit).subject.waitFor(),
  },
  {
    name: 'new message with recipients inside, outside and mistyped',
    screens,
    async reach(visit) {
      const form = await newMessage(visit)
      for (const address of ['ben.okafor@example.gov', 'ann@harbour.example', 'carmen@'])
        await addRecipient(visit, address)
      await form.copies.click()
      await form.subject.fill('Numbers for Thursday')
      await form.text.fill('Good morning,\n\nhere they are.\n')
    },
    holds: (visit) => compose(visit).recipients('to').nth(2).waitFor(),
  },
  {
    name: 'suggestions while typing a recipient',
    screens,
    async reach(visit) {
      const form = await newMessage(visit)
      await form.field('to').pressSequentially('gra')
      await visit.page.keyboard.press('ArrowDown')
    },
    holds: (visit) => compose(visit).suggestion('Grace Whitfield').waitFor(),
  },
  {
    name: 'message refused because it goes to nobody',
    screens,
    async reach(visit) {
      const form = await newMessage(visit)
      await form.subject.fill('To nobody')
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) => page.getByText(words('compose.noRecipient')).first().waitFor(),
  },
  {
    name: 'question about an empty subject',
    screens,
    async reach(visit) {
      await newMessage(visit)
      await addRecipient(visit, 'ben.okafor@example.gov')
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) => page.getByText(words('sending-check.subject.title')).first().waitFor(),
  },
  {
    name: 'answer with the quoted message',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.newestUnread)
      await messageOf(visit).tool('reply').click()
    },
    holds: (visit) => compose(visit).heading('replyTo').waitFor(),
  },
  {
    name: 'forwarding with attachments',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.withAttachments)
      await messageOf(visit).tool('forward').click()
    },
    holds: (visit) => compose(visit).heading('forwardOf').waitFor(),
  },
  {
    name: 'message that could not be sent',
    screens,
    async reach(visit) {
      const form = await newMessage(visit)
      await addRecipient(visit, 'ben.okafor@example.gov')
      await form.subject.fill('Not on its way')
      await visit.page.route('**/api/send', (route) =>
        route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          json: { type: 'message-refused', status: 422, requestId: 'a11y', serverSaid: 'Too much of something' },
        }),
      )
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) => page.getByText(words('compose.notSentTitle')).first().waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'choosing to which message being written another is attached',
    screens,
    async reach(visit) {
      const form = await newMessage(visit)
      await form.subject.fill('Minutes for the harbour commission')
      await addRecipient(visit, 'ben.okafor@example.gov')
      await form.close.click()
      await mailOf(visit).newMessage.click()
      await form.heading('newMessage').waitFor()
      await form.subject.fill('Numbers for Thursday')
      await form.close.click()
      await chooseInPalette(visit, visit.words('rule-actions.attach.action'))
    },
    reopen: (visit) => chooseInPalette(visit, visit.words('rule-actions.attach.action')),
    holds: ({ page }) => page.getByRole('dialog').getByRole('option').nth(1).waitFor(),
  },
  {
    name: 'inbox with unfinished messages',
    screens,
    async reach(visit) {
      // Where there is no room for the folders, they stand above them once the folders are shown.
      const list = visit.page.getByRole('region', { name: visit.words('app.regionList') })
      const toFolders = list.getByRole('link', { name: visit.words('folder-tree.show') })
      if (await toFolders.isVisible()) {
        await toFolders.click()
        return
      }
      const form = await newMessage(visit)
      await form.subject.fill('Unfinished')
      await form.text.fill('Not yet.')
      await mailOf(visit).folder(visit.words('mail.role.inbox')).click()
    },
    holds: ({ page, words }) => page.getByText(words.like('mail.continueWriting')).first().waitFor(),
  },
]
