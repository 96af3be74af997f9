import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderPath } from '#client/mail/folder-role.ts'
import { type ShownLabel } from '#client/mail/label-looks.ts'
import { type Filter, type FilterAction, type FilterCondition } from '#contract/filters.ts'
import { type Folder } from '#contract/folders.ts'

interface Known {
  folders: readonly Folder[]
  labels: readonly ShownLabel[]
}

/** What a filter does, as a sentence. */
export function filterWords({ needs, conditions, actions, stops }: Filter, known: Known): string {
  const one = conditions.length === 1
  const told = t(one ? 'filters.says.one' : `filters.says.${needs}`, {
    conditions: conditions.map(conditionWords).join('; '),
    actions: formatList(actions.map((action) => actionWords(action, known))),
  })
  return stops ? `${told} ${t('filters.says.stops')}` : told
}

function conditionWords(condition: FilterCondition): string {
  const { on } = condition
  if (on === 'attachment' || on === 'junk') return t(`filters.says.${on}`)
  if (on === 'list') return t('filters.says.list', { value: condition.value })
  if (on === 'size') return t(`filters.says.${condition.how}`, { kilobytes: condition.kilobytes })
  const what = on === 'header' ? condition.name : t(`filters.on.${on}`)
  return t('filters.says.text', { what, how: t(`filters.how.${condition.how}`), value: condition.value })
}

function actionWords(action: FilterAction, { folders, labels }: Known): string {
  if (action.do === 'label') {
    const label = labels.find(({ keyword }) => keyword.toLowerCase() === action.keyword.toLowerCase())
    return t('filters.says.label', { label: label?.name ?? action.keyword })
  }
  if (action.do !== 'move' && action.do !== 'copy') return t(`filters.says.${action.do}`)
  const folder = folders.find(({ id }) => id === action.folderId)
  const name = folder ? folderPath(folder, folders) : t('filters.goneFolder')
  return t(`filters.says.${action.do}`, { folder: name })
}
