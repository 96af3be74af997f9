import { fillIn } from '#client/mail/template-fields.ts'
import {
  type AttachmentKind,
  type Filter,
  type FilterAction,
  type FilterCondition,
  type SingleCondition,
} from '#contract/filters.ts'
import { type FolderId } from '#contract/ids.ts'
import { readWeek, type WeekFields, weekFieldsOf } from '../absence/absence-fields.ts'
import { type DayFields, dayFieldsOf, readDays } from './arrival-days.ts'

/** A condition as its fields have it: all there may be, of which what it is about needs some. */
export interface ConditionFields extends WeekFields, DayFields {
  on: FilterCondition['on']
  how: string
  value: string
  name: string
  kilobytes: number
  atLeast: number
  kind: AttachmentKind
  /** Of a group, which holds no others. */
  needs: Filter['needs']
  conditions: ConditionFields[]
}

export interface ActionFields {
  do: FilterAction['do']
  folderId: string
  keyword: string
  address: string
  text: string
}

export interface FilterFields extends Omit<Filter, 'conditions' | 'actions'> {
  conditions: ConditionFields[]
  actions: ActionFields[]
}

const texts = ['contains', 'contains-not', 'is', 'begins', 'ends'] as const
const addresses = [...texts, 'domain'] as const
const isOrNot = ['is', 'is-not'] as const

/** The ways to compare; none where there is nothing to compare with. */
export const ways: Readonly<Record<FilterCondition['on'], readonly string[]>> = {
  ...{ from: addresses, to: addresses, cc: addresses, recipient: addresses },
  ...{ subject: texts, body: ['contains', 'contains-not'], list: [], header: texts },
  ...{ contact: isOrNot, 'group-member': isOrNot, 'attachment-type': isOrNot },
  ...{ 'recipient-contact': isOrNot, 'recipient-group-member': isOrNot },
  ...{ arrival: ['within', 'outside'], 'arrival-days': ['within', 'outside'] },
  ...{ size: ['over', 'under'], attachment: [], 'attachment-name': texts, junk: [], 'spam-score': [], group: [] },
}

const textless = [
  ...(['size', 'attachment', 'attachment-type', 'arrival', 'arrival-days', 'contact', 'recipient-contact'] as const),
  ...(['junk', 'spam-score', 'group'] as const),
] satisfies FilterCondition['on'][]
export const hasText = ({ on }: Pick<ConditionFields, 'on'>): boolean => !textless.some((each) => each === on)
/** Whether it asks for the address of a group. */
export const asksGroup = ({ on }: Pick<ConditionFields, 'on'>): boolean =>
  on === 'group-member' || on === 'recipient-group-member'
export const needsFolder = (action: Pick<ActionFields, 'do'>): boolean => action.do === 'move' || action.do === 'copy'

export const newCondition = (): ConditionFields => ({
  ...{ on: 'from', how: 'contains', value: '', name: '', kilobytes: 1000, atLeast: 5, kind: 'picture' },
  ...weekFieldsOf(null),
  ...{ fromDay: '', untilDay: '' },
  ...{ needs: 'any', conditions: [] },
})
export const newAction = (): ActionFields => ({ do: 'move', folderId: '', keyword: '', address: '', text: '' })
export const newFilter = (): FilterFields => ({
  ...{ name: '', isOn: true, needs: 'all', stops: true },
  ...{ conditions: [newCondition()], actions: [newAction()] },
})

export function conditionFieldsOf(condition: FilterCondition): ConditionFields {
  if (condition.on === 'group')
    return { ...newCondition(), ...condition, conditions: condition.conditions.map(conditionFieldsOf) }
  if (condition.on === 'arrival-days')
    return { ...newCondition(), on: condition.on, how: condition.how, ...dayFieldsOf(condition.days) }
  if (condition.on !== 'arrival') return { ...newCondition(), ...condition }
  const { on, how, weekly } = condition
  return { ...newCondition(), on, how, ...weekFieldsOf(weekly) }
}

/** Whether the fields say this, as far as it goes. */
export const isSameCondition = (fields: ConditionFields, condition: object): boolean =>
  Object.entries(condition).every(
    ([key, value]) => JSON.stringify(fields[key as keyof ConditionFields]) === JSON.stringify(value),
  )

export const fieldsOf = (filter: Filter): FilterFields => ({
  ...filter,
  conditions: filter.conditions.map(conditionFieldsOf),
  actions: filter.actions.map((action) => ({ ...newAction(), ...action })),
})

/** What the fields say. They must have no errors. An answer has the person's own name where it asks for it. */
export function filterIn({ conditions, actions, ...filter }: FilterFields, ownName: string): Filter {
  return {
    ...filter,
    name: filter.name.trim(),
    conditions: conditions.map(conditionIn),
    actions: actions.map((action) => actionIn(action, ownName)),
  }
}

function conditionIn(fields: ConditionFields): FilterCondition {
  const { on, how, value, name, kilobytes, atLeast, needs } = fields
  if (on === 'group') return { on, needs, conditions: fields.conditions.map(conditionIn) as SingleCondition[] }
  if (on === 'spam-score') return { on, atLeast }
  const text = { value: value.trim() }
  if (on === 'list') return { on, ...text }
  if (on === 'size') return { on, how: how as 'over' | 'under', kilobytes }
  if (on === 'attachment' || on === 'junk') return { on }
  if (on === 'arrival') {
    const { weekly } = readWeek(fields)
    if (!weekly) throw new Error('Hours with errors')
    return { on, how: how as 'within' | 'outside', weekly }
  }
  if (on === 'arrival-days') return { on, how: how as 'within' | 'outside', days: readDays(fields).days }
  const is = { how: how as 'is' | 'is-not' }
  if (on === 'contact' || on === 'recipient-contact') return { on, ...is }
  if (on === 'attachment-type') return { on, ...is, kind: fields.kind }
  return { on, how, ...text, ...(on === 'header' && { name: name.trim() }) } as FilterCondition
}

function actionIn(action: ActionFields, ownName: string): FilterAction {
  if (action.do === 'move' || action.do === 'copy') return { do: action.do, folderId: action.folderId as FolderId }
  if (action.do === 'forward') return { do: 'forward', address: action.address.trim() }
  if (action.do === 'reply') return { do: 'reply', text: fillIn(action.text, { ownName }) }
  if (action.do === 'reject') return { do: 'reject', text: action.text }
  return action.do === 'label' ? { do: 'label', keyword: action.keyword } : { do: action.do }
}
