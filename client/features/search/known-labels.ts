import { labelsOf, shownLabel, type ShownLabel } from '#client/mail/label-looks.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type MailboxLabels } from '#contract/labels.ts'

/** The labels of the mailboxes, and those of the messages this page has seen; one of each name. */
export function knownLabels(): ShownLabel[] {
  const { cache, allRows } = mailboxCache()
  const listed = cache.getQueryData<{ items: MailboxLabels[] }>(keys.labels())?.items ?? []
  const seen = allRows().flatMap(({ rows }) => [...rows.values()].flatMap(labelsOf))
  const own = seen.filter(({ isWork }) => !isWork)
  const all = [...listed.flatMap(({ labels }) => labels.map(shownLabel)), ...own]
  const byName = new Map(all.toReversed().map((label) => [label.name, label]))
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name))
}
