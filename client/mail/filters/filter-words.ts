import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { daysWords } from '#client/mail/filters/arrival-days.ts'
import { weeklyTimes } from '#client/mail/filters/weekly-times.ts'
import { folderPath } from '#client/mail/folder-role.ts'
import { type ShownLabel } from '#client/mail/label-looks.ts'
import { type Filter, type FilterAction, type FilterCondition } from '#contract/filters.ts'
import { type Folder } from '#contract/folders.ts'

interface Known {
  folders: readonly Folder[]
  labels: readonly ShownLabel[]
  /** What a folder is called that is not among them. */
  unknownFolder?: string
}

/** What a filter does, as a sentence. */
export function filterWords({ needs, conditions, actions, stops }: Filter, known: Known): string {
  const one = conditions.length === 1
  const told = t(one ? 'filters.says.one' : `filters.says.${needs}`, {
    conditions: conditions.map(conditionWords).join('; '),
    actions: doneTo(actions, known),
  })
  return stops ? `${told} ${t('filters.says.stops')}` : told
}

/** What it does to a message it catches. */
export function deedWords({ actions, stops }: Pick<Filter, 'actions' | 'stops'>, known: Known): string {
  const told = `${doneTo(actions, known)}.`
  return stops ? `${told} ${t('filters.says.stops')}` : told
}

const doneTo = (actions: Filter['actions'], known: Known) =>
  formatList(actions.map((action) => actionWords(action, known)))

/** Those of a later time have their words in a catalogue of their own. */
const more = [
  ...(['attachment-type', 'arrival', 'arrival-days', 'contact', 'group-member'] as const),
  ...(['recipient-contact', 'recipient-group-member'] as const),
] as const
type More = (typeof more)[number]
const isMore = (on: FilterCondition['on']): on is More => more.some((each) => each === on)

/** What a condition is about. */
export const conditionName = (on: FilterCondition['on']): string =>
  isMore(on) ? t(`filter-conditions.on.${on}`) : t(`filters.on.${on}`)

/** How it compares. */
export const wayName = (on: FilterCondition['on'], how: string): string =>
  isMore(on) ? t(`filter-conditions.how.${on}.${how}`) : t(`filters.how.${how}`)

export function conditionWords(condition: FilterCondition): string {
  const { on } = condition
  if (on === 'group')
    return t(`filters.says.group.${condition.needs}`, {
      conditions: condition.conditions.map(conditionWords).join('; '),
    })
  if (on === 'attachment-type') {
    return t(`filter-conditions.says.attachment-type.${condition.how}`, {
      kind: t(`filter-conditions.kind.${condition.kind}`),
    })
  }
  if (on === 'arrival')
    return t(`filter-conditions.says.arrival.${condition.how}`, { when: weeklyTimes(condition.weekly) })
  if (on === 'arrival-days')
    return t(`filter-conditions.says.arrival.${condition.how}`, { when: daysWords(condition.days) })
  if (on === 'contact' || on === 'recipient-contact') return t(`filter-conditions.says.${on}.${condition.how}`)
  if (on === 'group-member' || on === 'recipient-group-member')
    return t(`filter-conditions.says.${on}.${condition.how}`, { value: condition.value })
  if (on === 'spam-score') return t('filters.says.spam-score', { score: condition.atLeast })
  if (on === 'attachment' || on === 'junk') return t(`filters.says.${on}`)
  if (on === 'list') return t('filters.says.list', { value: condition.value })
  if (on === 'size') return t(`filters.says.${condition.how}`, { kilobytes: condition.kilobytes })
  const what = on === 'header' ? condition.name : t(`filters.on.${on}`)
  return t('filters.says.text', { what, how: t(`filters.how.${condition.how}`), value: condition.value })
}

function actionWords(
  action: FilterAction,
  { folders, labels, unknownFolder = t('filters.goneFolder') }: Known,
): string {
  if (action.do === 'label') {
    const label = labels.find(({ keyword }) => keyword.toLowerCase() === action.keyword.toLowerCase())
    return t('filters.says.label', { label: label?.name ?? action.keyword })
  }
  if (action.do === 'reject') return t('filter-actions.says')
  if (action.do === 'forward') return t('filters.says.forward', { address: action.address })
  if (action.do !== 'move' && action.do !== 'copy') return t(`filters.says.${action.do}`)
  const folder = folders.find(({ id }) => id === action.folderId)
  const name = folder ? folderPath(folder, folders) : unknownFolder
  return t(`filters.says.${action.do}`, { folder: name })
}
