import { formatList, fullDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { answerSubject, forwardSubject } from '#client/mail/answer-subject.ts'
import { type Draft } from '#client/mail/draft.ts'
import { unwrapText } from '#client/mail/received/unwrap.ts'
import { nameOf } from '#client/mail/sender-name.ts'
import { type Address, type Message } from '#contract/messages.ts'
import { answeringAddress, answerRecipients, listRecipient } from './answer-recipients.ts'
import { filesOfMessage } from './files/files-of-message.ts'
import { answerText, forwardText } from './answer-text.ts'

/** A quote longer than this is cut: nobody reads it, and it would have to be sent back. */
const longestQuote = 200_000

interface OwnPlaces {
  /** With that of the mailbox the original lies in. */
  ownAddresses: readonly string[]
  defaultAddress: string
  /** The address of somebody else's mailbox that the original lies in, where the person may write from it. */
  mailbox?: string | undefined
}

/** Puts recipients, subject and quoted text of the original into an answer or forwarded message that is still empty. */
export function fillDraft(
  draft: Draft,
  original: Message,
  words: string,
  { ownAddresses, defaultAddress, mailbox }: OwnPlaces,
): void {
  const text = unwrapText(words.slice(0, longestQuote))
  const reached = mailbox ?? answeringAddress(original, ownAddresses)
  draft.from = reached ?? defaultAddress
  if (draft.kind === 'forward') {
    draft.subject = forwardSubject(original.subject)
    draft.files = filesOfMessage(original)
    draft.text = forwardText(t('compose.forwardedMessage'), forwardLines(original), text)
  } else {
    const list = draft.toList ? listRecipient(original) : null
    const { to, cc } = list ?? answerRecipients(original, draft.kind === 'reply-all', ownAddresses)
    draft.to = to
    draft.cc = cc
    draft.brought = [...to, ...cc].map(({ address }) => address)
    if (reached !== undefined) draft.cameTo = reached
    const author = answerRecipients({ ...original, replyTo: [] }, false, ownAddresses).to[0]
    if (draft.kind === 'reply-all' && original.facts.list && author) draft.listAuthor = author
    draft.subject = answerSubject(original.subject)
    draft.text = `${draft.opening ?? ''}${answerText(answerIntroduction(original), text)}`
  }
  draft.prefilledText = draft.text
}

/** "On Monday, Ann Lee wrote:", the line above a quote. */
export function answerIntroduction(original: Message): string {
  return t('compose.wrote', { date: sentDate(original), name: authors(original) })
}

/** What stands above a forwarded message: who wrote it, when, to whom. */
export function forwardLines(original: Message): { label: string; value: string }[] {
  return [
    { label: t('compose.field.from'), value: people(original.from) },
    { label: t('compose.field.date'), value: sentDate(original) },
    { label: t('compose.field.subject'), value: original.subject },
    { label: t('compose.field.to'), value: people(original.to) },
    { label: t('compose.field.cc'), value: people(original.cc) },
  ]
}

function sentDate(original: Message): string {
  return fullDate(new Date(original.sentAtMs ?? original.receivedAtMs))
}

function authors(original: Message): string {
  return original.from.length === 0 ? t('mail.unknownSender') : formatList(original.from.slice(0, 3).map(nameOf))
}

function people(addresses: readonly Address[]): string {
  const shown = addresses.slice(0, 20).map((entry) => {
    const name = nameOf(entry)
    return name === entry.address ? entry.address : `${name} <${entry.address}>`
  })
  return addresses.length > 20 ? `${shown.join(', ')}, …` : shown.join(', ')
}
