import { bareSubject } from '#client/mail/answer-subject.ts'
import { takesMessages } from '#client/mail/folder-role.ts'
import { nameOf, plainLine } from '#client/mail/sender-name.ts'
import { type FilterCondition } from '#contract/filters.ts'
import { type Folder } from '#contract/folders.ts'
import { type Message } from '#contract/messages.ts'
import { conditionFieldsOf, type FilterFields, newFilter } from './filter-fields.ts'

const mostRecipients = 3
const longest = 500

/** What a filter could go by that catches messages like this one; the most telling first. */
export function suggestionsOf(message: Message, ownAddresses: readonly string[]): FilterCondition[] {
  const { facts, from, to, cc } = message
  const own = ownAddresses.map((address) => address.toLowerCase())
  const [sender] = from.map(({ address }) => plainLine(address)).filter(isAddress)
  const subject = plainLine(bareSubject(message.subject)).slice(0, longest)
  const others = [...to, ...cc].map(({ address }) => plainLine(address)).filter(isAddress)
  const recipients = [...new Set(others.filter((address) => !own.includes(address.toLowerCase())))]
  return [
    ...(facts.list?.id ? [{ on: 'list', value: facts.list.id } as const] : []),
    ...(sender ? [{ on: 'from', how: 'is', value: sender } as const] : []),
    ...(sender ? [{ on: 'from', how: 'domain', value: sender.slice(sender.lastIndexOf('@') + 1) } as const] : []),
    ...(subject === '' ? [] : [{ on: 'subject', how: 'contains', value: subject } as const]),
    ...recipients.slice(0, mostRecipients).map((value) => ({ on: 'recipient', how: 'is', value }) as const),
  ]
}

const isAddress = (text: string) => text.length <= longest && /^[^@\s]+@[^@\s]+$/.test(text)

/** A filter that goes by the first of these; where the message has been filed already, that is where others are to go. */
export function filterLike(
  { facts, from }: Message,
  [first]: readonly FilterCondition[],
  folder: Folder | undefined,
): FilterFields {
  const plain = newFilter()
  const [sender] = from
  const name = facts.list?.name ?? (sender ? nameOf(sender) : '')
  const isFiled = folder?.role === null && folder.owner === null && takesMessages(folder)
  return {
    ...plain,
    name: plainLine(name).slice(0, 100),
    conditions: first ? [conditionFieldsOf(first)] : plain.conditions,
    actions: plain.actions.map((action) => ({ ...action, folderId: isFiled ? folder.id : '' })),
  }
}
