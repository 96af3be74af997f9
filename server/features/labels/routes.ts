import { changeLabel, createLabel, deleteLabel } from '#contract/label-changes.ts'
import { listLabels, type MailboxLabels as OwnLabels } from '#contract/labels.ts'
import { route, type Route } from '#server/http/route.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { presentChanged } from '#server/mail/message-sets.ts'
import { folderIdOf, folderOf } from '#server/mail/reference-ids.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { withChanged, withNew, without } from './label-book.ts'
import { mailboxAt, mailboxesAmong, MailboxLabels } from './mailbox-labels.ts'
import { takeOffEverywhere } from './take-off.ts'

/** The labels of the person's own mailbox, without a look at any other folder. */
export async function readOwnLabels({ mail, signedIn }: LiveSession, notes: PersonNotes): Promise<OwnLabels> {
  const labels = await new MailboxLabels(mail, signedIn.user, notes).list({
    path: 'INBOX',
    hasInbox: true,
    owner: null,
    mayMark: true,
  })
  return { mailboxId: folderIdOf('INBOX'), owner: null, mayChange: true, labels }
}

export function labelRoutes(ownerNames: OwnerNames, notes: PersonNotes): Route[] {
  const labelsOf = ({ mail, signedIn }: LiveSession) => new MailboxLabels(mail, signedIn.user, notes)
  const find = async ({ mail }: LiveSession, mailboxId: string) => mailboxAt(mail, folderOf(mailboxId))
  return [
    route(listLabels, async (_request, { session }) => {
      const mailboxes = mailboxesAmong(await session.mail.recentFolders())
      const names = await ownerNames.of(mailboxes.flatMap(({ owner }) => owner ?? []))
      const labels = labelsOf(session)
      const items = []
      for (const mailbox of mailboxes) {
        items.push({
          mailboxId: folderIdOf(mailbox.path),
          owner: mailbox.owner === null ? null : (names.get(mailbox.owner)?.name ?? mailbox.owner),
          mayChange: await labels.mayChange(mailbox),
          labels: await labels.list(mailbox),
        })
      }
      return { items }
    }),

    route(createLabel, async ({ params, body }, { session }) =>
      labelsOf(session).change(await find(session, params.mailboxId), (book, seen) => withNew(book, seen, body)),
    ),

    route(changeLabel, async ({ params, body: { keyword, ...wishes } }, { session }) =>
      labelsOf(session).change(await find(session, params.mailboxId), (book, seen) =>
        withChanged(book, seen, keyword, wishes),
      ),
    ),

    route(deleteLabel, async ({ params, query: { keyword, onlyForget } }, { session }) => {
      const mailbox = await find(session, params.mailboxId)
      const folders = (await session.mail.recentFolders()).filter(({ owner }) => owner === mailbox.owner)
      // The book comes last: broken off in the middle, the label is still there to be deleted once more.
      const sets = onlyForget === 'true' ? [] : await takeOffEverywhere(session.mail, folders, keyword)
      await labelsOf(session).change(mailbox, (book) => ({ made: null, book: without(book, keyword) }))
      return { changed: sets.reduce((sum, { uids }) => sum + uids.length, 0), messages: presentChanged(sets) }
    }),
  ]
}
