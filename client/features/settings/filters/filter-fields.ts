import { t } from '#client/i18n/i18n.ts'
import { type Filter, type FilterAction, type FilterCondition, type FiltersState } from '#contract/filters.ts'
import { type FolderId } from '#contract/ids.ts'

/** A condition as its fields have it: all there may be, of which what it is about needs some. */
export interface ConditionFields {
  on: FilterCondition['on']
  how: string
  value: string
  name: string
  kilobytes: number
}

export interface ActionFields {
  do: FilterAction['do']
  folderId: string
  keyword: string
}

export interface FilterFields extends Omit<Filter, 'conditions' | 'actions'> {
  conditions: ConditionFields[]
  actions: ActionFields[]
}

const texts = ['contains', 'contains-not', 'is', 'begins', 'ends'] as const
const addresses = [...texts, 'domain'] as const

/** The ways to compare; none where there is nothing to compare with. */
export const ways: Readonly<Record<FilterCondition['on'], readonly string[]>> = {
  ...{ from: addresses, to: addresses, cc: addresses, recipient: addresses },
  ...{ subject: texts, body: ['contains', 'contains-not'], list: [], header: texts },
  ...{ size: ['over', 'under'], attachment: [], junk: [] },
}

export const hasText = ({ on }: Pick<ConditionFields, 'on'>): boolean => !['size', 'attachment', 'junk'].includes(on)
export const needsFolder = (action: Pick<ActionFields, 'do'>): boolean => action.do === 'move' || action.do === 'copy'

export const newCondition = (): ConditionFields => ({
  ...{ on: 'from', how: 'contains', value: '', name: '', kilobytes: 1000 },
})
export const newAction = (): ActionFields => ({ do: 'move', folderId: '', keyword: '' })
export const newFilter = (): FilterFields => ({
  ...{ name: '', isOn: true, needs: 'all', stops: true },
  ...{ conditions: [newCondition()], actions: [newAction()] },
})

export const fieldsOf = (filter: Filter): FilterFields => ({
  ...filter,
  conditions: filter.conditions.map((condition) => ({ ...newCondition(), ...condition })),
  actions: filter.actions.map((action) => ({ ...newAction(), ...action })),
})

/** What the fields say. They must have no errors. */
export function filterIn({ conditions, actions, ...filter }: FilterFields): Filter {
  return {
    ...filter,
    name: filter.name.trim(),
    conditions: conditions.map(conditionIn),
    actions: actions.map(actionIn),
  }
}

function conditionIn({ on, how, value, name, kilobytes }: ConditionFields): FilterCondition {
  const text = { value: value.trim() }
  if (on === 'list') return { on, ...text }
  if (on === 'size') return { on, how: how as 'over' | 'under', kilobytes }
  if (on === 'attachment' || on === 'junk') return { on }
  return { on, how, ...text, ...(on === 'header' && { name: name.trim() }) } as FilterCondition
}

function actionIn(action: ActionFields): FilterAction {
  if (action.do === 'move' || action.do === 'copy') return { do: action.do, folderId: action.folderId as FolderId }
  return action.do === 'label' ? { do: 'label', keyword: action.keyword } : { do: action.do }
}

export interface FilterErrors {
  name: string
  conditions: { on: string; name: string; value: string }[]
  actions: { do: string; target: string }[]
}

/** A sentence for each field that says nothing that can be, empty for the others. */
export function errorsOf(fields: FilterFields, missing: FiltersState['missing']): FilterErrors {
  const places = fields.actions.filter((action) => action.do === 'move' || action.do === 'discard')
  return {
    name: longOrEmpty(fields.name, 100, 'name'),
    conditions: fields.conditions.map((condition) => ({
      on: missing.some((on) => on === condition.on) ? t('filters.error.missing') : '',
      name:
        condition.on === 'header' && !/^[!-9;-~]{1,100}$/.test(condition.name.trim()) ? t('filters.error.header') : '',
      value: hasText(condition) ? longOrEmpty(condition.value, 500, 'value') : '',
    })),
    actions: fields.actions.map((action) => ({
      do: places.length > 1 && places.indexOf(action) > 0 ? t('filters.error.contradicts') : '',
      target: needsFolder(action) && action.folderId === '' ? t('filters.error.folder') : '',
    })),
  }
}

function longOrEmpty(text: string, most: number, field: 'name' | 'value'): string {
  if (text.trim() === '') return t(`filters.error.${field}`)
  return text.trim().length > most ? t('filters.error.long', { count: most }) : ''
}
