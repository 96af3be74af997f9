import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import type { CleanMail } from '#client/mail/received/clean.ts'
import { type Message } from '#contract/messages.ts'
import { type PictureConsent } from '#contract/picture-consent.ts'
import { isUnderWay } from './frame/picture-progress.ts'
import { type ShownPictures } from './pictures/use-pictures.ts'
import { senderNotices, type SenderNotice } from './sender-notices.ts'

export interface MessageNotice {
  id: string
  tone: 'info' | 'warning' | 'danger'
  sign: 'sender' | 'picture' | 'pictureShown' | 'link' | 'cut'
  title?: string
  text: string
}

/** Everything to be said above the text, gravest first, in plain words (security.md 87). */
export function messageNotices(
  message: Message,
  clean: CleanMail | null,
  ownAddresses: readonly string[],
  isFormatted: boolean,
  pictures: ShownPictures,
  isHeld = false,
): MessageNotice[] {
  const notices = senderNotices(message, ownAddresses).map(senderNotice)
  if (isFormatted && clean) notices.push(...formattedNotices(clean, pictures, message.pictureConsent))
  const shown = isFormatted ? message.html : (message.text ?? message.html)
  const cuts = [
    isHeld ? t('reading.notice.held') : shown?.cut ? t('reading.notice.cut') : '',
    message.partsLeftOut ? t('reading.notice.partsLeftOut') : '',
  ].filter(Boolean)
  if (cuts.length > 0) notices.push({ id: 'cut', tone: 'info', sign: 'cut', text: cuts.join(' ') })
  const weight = { danger: 0, warning: 1, info: 2 }
  return notices.toSorted((one, other) => weight[one.tone] - weight[other.tone])
}

function formattedNotices(clean: CleanMail, pictures: ShownPictures, given: PictureConsent | null): MessageNotice[] {
  const notices: MessageNotice[] = []
  if (clean.misleadingLinks > 0) {
    const text = t('reading.notice.misleadingLinks', { count: clean.misleadingLinks })
    notices.push({ id: 'links', tone: 'warning', sign: 'link', text })
  }
  if (clean.pictureOnly) {
    notices.push({ id: 'pictureOnly', tone: 'info', sign: 'picture', text: t('reading.notice.pictureOnly') })
  }
  if (clean.remotePictures > 0) {
    const sentences = [
      ...(pictures.consent && clean.pictures.length > 0
        ? allowedWords(clean, pictures.consent, pictures.progress)
        : blockedWords(clean, given)),
      clean.trackers > 0 ? t('reading.notice.trackers', { count: clean.trackers }) : '',
    ]
    const sign = pictures.consent ? 'pictureShown' : 'picture'
    notices.push({ id: 'pictures', tone: 'info', sign, text: sentences.filter(Boolean).join(' ') })
  }
  return notices
}

function blockedWords(clean: CleanMail, given: PictureConsent | null): string[] {
  const visible = clean.remotePictures - clean.trackers
  return [
    visible > 0 ? t('reading.notice.pictures', { count: visible }) : '',
    visible > 0 && given ? t('pictures.doubtful', { name: given.value }) : '',
  ]
}

function allowedWords(
  clean: CleanMail,
  { kind, value }: PictureConsent,
  progress: ShownPictures['progress'],
): string[] {
  const backgrounds = clean.remotePictures - clean.remoteImages
  if (!progress || isUnderWay(progress)) {
    return [t('pictures.loading', { count: progress?.total ?? clean.pictures.length })]
  }
  const { shown, failed } = progress
  return [
    shown > 0 ? t(`pictures.because.${kind}`, { count: shown, name: value }) : '',
    failed > 0 ? t('pictures.failed', { count: failed }) : '',
    t('pictures.learns'),
    backgrounds > 0 ? t('pictures.backgrounds', { count: backgrounds }) : '',
  ]
}

/** Somebody else may write in the sender's name, by what the message itself shows. */
export function isInDoubt(message: Message, ownAddresses: readonly string[]): boolean {
  return senderNotices(message, ownAddresses).some(({ kind }) => kind !== 'answers-go-elsewhere')
}

function senderNotice(notice: SenderNotice): MessageNotice {
  if (notice.kind === 'hidden-signs' || notice.kind === 'group-sender') return newerNotice(notice)
  const title = t(`reading.notice.${notice.kind}.title`)
  const text = t(`reading.notice.${notice.kind}.text`, wordsOf(notice))
  const isDanger = notice.kind === 'look-alike-domain' || notice.kind === 'name-shows-other-address'
  const tone = isDanger ? 'danger' : notice.kind === 'answers-go-elsewhere' ? 'info' : 'warning'
  return { id: notice.kind, tone, sign: 'sender', title, text }
}

type NewerNotice = Extract<SenderNotice, { kind: 'hidden-signs' | 'group-sender' }>

function newerNotice(notice: NewerNotice): MessageNotice {
  const { kind } = notice
  const text =
    kind === 'hidden-signs'
      ? t(`sender-warnings.hidden-signs.${notice.where}`)
      : t('sender-warnings.group-sender.text', { name: plainLine(notice.name) })
  return { id: kind, tone: 'warning', sign: 'sender', title: t(`sender-warnings.${kind}.title`), text }
}

function wordsOf(notice: Exclude<SenderNotice, NewerNotice>): Record<string, string> {
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
