import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { fillIn, unfilledMarks } from '#client/mail/template-fields.ts'
import { type FiltersState, mostOfRejection, mostOfReply } from '#contract/filters.ts'
import { isTarget, targetFaults } from '#contract/forwarding.ts'
import { isReplyField, lacksField } from '#contract/reply-words.ts'
import { readWeek } from '../absence/absence-fields.ts'
import { readDays } from './arrival-days.ts'
import {
  type ActionFields,
  asksGroup,
  type ConditionFields,
  type FilterFields,
  hasText,
  needsFolder,
} from './filter-fields.ts'

/** What the mail server can do, and what the operator lets filters do. */
export type Able = Pick<FiltersState, 'missing' | 'forwarding' | 'canReply' | 'canReject'> & {
  /** Addresses that the directory has no group for that could be looked through. */
  unknownGroups?: readonly string[]
  /** What stands in answers where they ask for it. */
  ownName?: string
}

interface ConditionErrors {
  on: string
  name: string
  value: string
  /** Of hours of the week. */
  week: ReturnType<typeof readWeek>['errors']
  /** Of days of arrival. */
  days: ReturnType<typeof readDays>['errors']
  /** Of those in a group. */
  conditions: ConditionErrors[]
}

/** A sentence for each field that says nothing that can be, empty for the others. */
export interface FilterErrors {
  name: string
  conditions: ConditionErrors[]
  actions: { do: string; target: string }[]
}

export function errorsOf(fields: FilterFields, able: Able): FilterErrors {
  const places = fields.actions.filter((action) => action.do === 'move' || action.do === 'discard')
  const replies = fields.actions.filter((action) => action.do === 'reply')
  const contradicts = (action: ActionFields) => places.indexOf(action) > 0 || replies.indexOf(action) > 0
  return {
    name: longOrEmpty(fields.name, 100, 'name'),
    conditions: fields.conditions.map((condition) => conditionErrors(condition, able)),
    actions: fields.actions.map((action) => ({
      do: contradicts(action) ? t('filters.error.contradicts') : ableError(action, able) || aloneError(action, fields),
      target: targetError(action, able),
    })),
  }
}

function conditionErrors(condition: ConditionFields, able: Able): ConditionErrors {
  const isNamed = condition.on !== 'header' || /^[!-9;-~]{1,100}$/.test(condition.name.trim())
  return {
    on: able.missing.some((on) => on === condition.on) ? t('filters.error.missing') : '',
    name: isNamed ? '' : t('filters.error.header'),
    value: valueError(condition, able),
    week: condition.on === 'arrival' ? readWeek(condition).errors : {},
    days: condition.on === 'arrival-days' ? readDays(condition).errors : {},
    conditions: condition.on === 'group' ? condition.conditions.map((each) => conditionErrors(each, able)) : [],
  }
}

function valueError(condition: ConditionFields, { unknownGroups = [] }: Able): string {
  const value = condition.value.trim()
  if (asksGroup(condition)) {
    if (!isTarget(value)) return t('filter-conditions.groupAddress')
    return unknownGroups.includes(value.toLowerCase()) ? t('filter-conditions.unknownGroup') : ''
  }
  return hasText(condition) ? longOrEmpty(condition.value, 500, 'value') : ''
}

/** A message that is rejected cannot be anywhere else, or answered as well (RFC 5429, 2.4). */
const aloneError = (action: ActionFields, { actions }: FilterFields) =>
  action.do === 'reject' && actions.length > 1 ? t('filter-actions.alone') : ''

function ableError(action: ActionFields, { forwarding, canReply, canReject }: Able): string {
  if (action.do === 'reject') return canReject ? '' : t('filter-actions.noReject')
  if (action.do === 'forward' && forwarding === null) return t('filters.error.noForwarding')
  return action.do === 'reply' && !canReply ? t('filters.error.noReply') : ''
}

function targetError(action: ActionFields, able: Able): string {
  const { forwarding } = able
  if (needsFolder(action)) return action.folderId === '' ? t('filters.error.folder') : ''
  if (action.do === 'reply') return replyError(fillIn(action.text, { ownName: able.ownName ?? '' }), able)
  if (action.do === 'reject') return rejectionError(action.text)
  if (action.do !== 'forward' || forwarding === null) return ''
  const [fault] = targetFaults([action.address.trim()], forwarding)
  if (!fault) return ''
  const known = fault === 'outside' || fault === 'forbidden-domain' || fault === 'own-address' ? fault : 'address'
  return t(`filters.error.${known}`, { domains: formatList(forwarding.insideDomains) })
}

function replyError(text: string, { missing }: Able): string {
  const error = longOrEmpty(text, mostOfReply, 'reply')
  if (error !== '') return error
  // Nobody fills in the others when the mail server answers.
  const marks = unfilledMarks(text, (field) => isReplyField(field) && !lacksField(field, missing))
  return marks.length === 0 ? '' : t('filter-actions.marks', { marks: formatList(marks) })
}

function rejectionError(text: string): string {
  if (text.trim() === '') return t('filter-actions.rejectTextMissing')
  return text.trim().length > mostOfRejection ? t('filters.error.long', { count: mostOfRejection }) : ''
}

function longOrEmpty(text: string, most: number, field: 'name' | 'value' | 'reply'): string {
  if (text.trim() === '') return t(`filters.error.${field}`)
  return text.trim().length > most ? t('filters.error.long', { count: most }) : ''
}
