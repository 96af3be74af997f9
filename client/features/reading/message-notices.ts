import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import type { CleanMail } from '#client/mail/received/clean.ts'
import { type Message } from '#contract/messages.ts'
import { senderNotices, type SenderNotice } from './sender-notices.ts'

export interface MessageNotice {
  id: string
  tone: 'info' | 'warning' | 'danger'
  sign: 'sender' | 'picture' | 'link' | 'cut'
  title?: string
  text: string
}

/** Everything to be said above the text, gravest first, in plain words (security.md 87). */
export function messageNotices(
  message: Message,
  clean: CleanMail | null,
  ownAddresses: readonly string[],
  isFormatted: boolean,
): MessageNotice[] {
  const notices = senderNotices(message, ownAddresses).map(senderNotice)
  if (isFormatted && clean) notices.push(...formattedNotices(clean))
  const shown = isFormatted ? message.html : (message.text ?? message.html)
  if (shown?.cut) notices.push({ id: 'cut', tone: 'info', sign: 'cut', text: t('reading.notice.cut') })
  const weight = { danger: 0, warning: 1, info: 2 }
  return notices.toSorted((one, other) => weight[one.tone] - weight[other.tone])
}

function formattedNotices(clean: CleanMail): MessageNotice[] {
  const notices: MessageNotice[] = []
  if (clean.misleadingLinks > 0) {
    const text = t('reading.notice.misleadingLinks', { count: clean.misleadingLinks })
    notices.push({ id: 'links', tone: 'warning', sign: 'link', text })
  }
  if (clean.pictureOnly) {
    notices.push({ id: 'picture-only', tone: 'info', sign: 'picture', text: t('reading.notice.pictureOnly') })
  }
  if (clean.remotePictures > 0) {
    const visible = clean.remotePictures - clean.trackers
    const sentences = [
      visible > 0 ? t('reading.notice.pictures', { count: visible }) : '',
      clean.trackers > 0 ? t('reading.notice.trackers', { count: clean.trackers }) : '',
    ]
    notices.push({ id: 'pictures', tone: 'info', sign: 'picture', text: sentences.filter(Boolean).join(' ') })
  }
  return notices
}

function senderNotice(notice: SenderNotice): MessageNotice {
  const title = t(`reading.notice.${notice.kind}.title`)
  const text = t(`reading.notice.${notice.kind}.text`, wordsOf(notice))
  const isDanger = notice.kind === 'look-alike-domain' || notice.kind === 'name-shows-other-address'
  const tone = isDanger ? 'danger' : notice.kind === 'answers-go-elsewhere' ? 'info' : 'warning'
  return { id: notice.kind, tone, sign: 'sender', title, text }
}

function wordsOf(notice: SenderNotice): Record<string, string> {
  switch (notice.kind) {
    case 'several-senders':
    case 'answers-go-elsewhere':
      return { addresses: formatList(notice.addresses.slice(0, 5).map(plainLine)) }
    case 'name-shows-other-address':
      return { shown: plainLine(notice.shown), actual: plainLine(notice.actual) }
    case 'look-alike-domain':
      return { domain: plainLine(notice.domain), imitated: notice.imitated }
    case 'unusual-letters':
      return { domain: plainLine(notice.domain), encoded: notice.encoded }
    case 'no-sender':
      return {}
  }
}
