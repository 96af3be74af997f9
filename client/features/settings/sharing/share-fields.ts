import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { readSendDay } from '#client/mail/outbox/send-times.ts'
import { typedDateExamples } from '#client/mail/typed-date.ts'
import { type FolderId } from '#contract/ids.ts'
import { type Managing } from '#contract/managed-mailboxes.ts'
import { type Recipient } from '#contract/sending.ts'
import { type Share, type ShareLevel, type Writing } from '#contract/sharing.ts'
import { type ShareWish } from './sharing-query.ts'

/** A share as its form has it: days as they are typed. */
export interface ShareFields {
  people: Recipient[]
  level: ShareLevel
  writes: Writing
  manages: Managing
  where: 'whole' | 'some'
  folderIds: FolderId[]
  startDay: string
  endDay: string
  purpose: string
}

export const checkedFields = ['people', 'writes', 'manages', 'folderIds', 'startDay', 'endDay', 'purpose'] as const
export type ShareErrors = Partial<Record<(typeof checkedFields)[number], string>>

const longestPurpose = 200

export const newShare = (): ShareFields => ({
  ...{
    people: [],
    level: 'mark',
    writes: 'none',
    manages: 'none',
    where: 'whole',
    folderIds: [],
    startDay: '',
    endDay: '',
    purpose: '',
  },
})

/** For the days of an out of office, each as its moment in ms or empty: from the day it begins to the one on which it ends. */
export const shareMeanwhile = (from: string, until: string): ShareFields => ({
  ...newShare(),
  startDay: dayOf(from),
  endDay: dayOf(until),
})

function dayOf(ms: string): string {
  return /^\d{1,15}$/.test(ms) ? formatDay(Number(ms)) : ''
}

/** The last day is the one before the moment at which it ends. */
export function fieldsOf({
  name,
  address,
  level,
  writes,
  manages,
  folders,
  isWhole,
  startsAtMs,
  endsAtMs,
  purpose,
}: Share): ShareFields {
  return {
    people: address === null ? [] : [{ name, address }],
    level: level ?? 'see',
    writes,
    manages,
    where: isWhole ? 'whole' : 'some',
    folderIds: folders.map(({ folderId }) => folderId),
    startDay: startsAtMs === null ? '' : formatDay(startsAtMs),
    endDay: endsAtMs === null ? '' : formatDay(endsAtMs - 1),
    purpose,
  }
}

/** What the fields say, with a sentence for each that says nothing that can be. */
export function readShare(fields: ShareFields, now = new Date()) {
  const { level, writes, manages, where, folderIds, purpose, people } = fields
  const [startMs, endMs] = [readSendDay(fields.startDay, now), readSendDay(fields.endDay, now)]
  const endsAtMs = endMs === null ? null : dayAfter(endMs)
  const noDate = (day: string, ms: number | null) =>
    day.trim() !== '' && ms === null ? t('sharing.noDate', typedDateExamples()) : ''
  const errors: ShareErrors = {
    people: people.length === 0 ? t('sharing.nobody') : '',
    folderIds: where === 'some' && folderIds.length === 0 ? t('sharing.noFolder') : '',
    startDay: noDate(fields.startDay, startMs),
    endDay: noDate(fields.endDay, endMs) || endError(startMs, endsAtMs, now),
    purpose: purpose.trim().length > longestPurpose ? t('sharing.longPurpose', { count: longestPurpose }) : '',
  }
  const wish: Omit<ShareWish, 'address'> = {
    ...{ level, writes, manages, folderIds: where === 'whole' ? null : folderIds, endsAtMs, purpose: purpose.trim() },
    // A day that has begun is now.
    startsAtMs: startMs !== null && startMs > now.getTime() ? startMs : null,
  }
  return { wish, errors }
}

function endError(startMs: number | null, endsAtMs: number | null, now: Date): string {
  if (endsAtMs === null) return ''
  if (endsAtMs <= now.getTime()) return t('sharing.endPast')
  return startMs !== null && endsAtMs <= startMs ? t('sharing.endFirst') : ''
}

function dayAfter(ms: number): number {
  const day = new Date(ms)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime()
}
