import { shallowRef } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { type Label, type MailboxLabels, usualLooks } from '#contract/labels.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { plainLine } from './sender-name.ts'

/** A label as people see it. `isWork`: says whose task the message is, or that it is done, and is told before anything else. */
export type ShownLabel = Label & { readonly name: string; readonly isWork?: true }

/** How a mark of working together is shown; `undefined` for other keywords, and for all until `teamwork/` has come. */
export const lateWorkMark = shallowRef<(keyword: string, at: MessageSummary['folderId']) => ShownLabel | undefined>()

/**
 * The labels of a message with their names and looks, marks of working together first, then by name; of one nobody described,
 * the keyword itself is the name.
 */
export function labelsOf(message: Pick<MessageSummary, 'folderId' | 'labels'>): ShownLabel[] {
  if (message.labels.length === 0) return []
  const known = labelsOfMailbox(ownerOf(message))
  const shown = message.labels.map(
    (keyword) =>
      lateWorkMark.value?.(keyword, message.folderId) ??
      shownLabel(known.find(isCalled(keyword)) ?? undescribed(keyword)),
  )
  return shown.sort((a, b) => Number(!a.isWork) - Number(!b.isWork) || a.name.localeCompare(b.name))
}

/** Whose mailbox a message is in; null for the person's own. */
export function ownerOf({ folderId }: Pick<MessageSummary, 'folderId'>): string | null {
  return (
    mailboxCache()
      .folders()
      .find((folder) => folder.id === folderId)?.owner ?? null
  )
}

function labelsOfMailbox(owner: string | null): readonly Label[] {
  const list = mailboxCache().cache.getQueryData<{ items: MailboxLabels[] }>(keys.labels())
  return list?.items.find((mailbox) => mailbox.owner === owner)?.labels ?? []
}

/** Keywords differ in more than case. */
export const isCalled =
  (keyword: string) =>
  (label: Label): boolean =>
    label.keyword.toLowerCase() === keyword.toLowerCase()

/** With the name people know the common marks by, where nobody has given another. */
export function shownLabel(label: Label): ShownLabel {
  const name = label.name === null ? commonName(label.keyword) : plainLine(label.name)
  return { ...label, name }
}

function commonName(keyword: string): string {
  const number = /^\$label([1-5])$/i.exec(keyword)?.[1]
  return number ? t(`mail.label.${number}`) : labelText(keyword)
}

const undescribed = (keyword: string): Label => ({ keyword, name: null, ...usualLooks(keyword) })

/** A keyword as a person reads it: "needs_reply" becomes "needs reply", "$label" loses its sign. */
function labelText(keyword: string): string {
  return plainLine(keyword.replace(/^\$/, '').replaceAll('_', ' '))
}
