import { keysOf } from '#client/accessibility/shortcuts.ts'
import { type KeyCombination } from '#client/accessibility/key-combination.ts'
import { t } from '#client/i18n/i18n.ts'
import { knownActions } from '#client/mail/known-actions.ts'

export interface KeyRow {
  id: string
  label: string
  /** They always work. */
  keys: readonly KeyCombination[]
  /** It works while single keys are on. */
  singleKey: KeyCombination | null
}

export interface KeyGroup {
  id: string
  label: string
  rows: KeyRow[]
}

/** Keys that belong to lists, trees and fields themselves; the same everywhere and not to be changed. */
const fixed: readonly [group: 'move' | 'list' | 'write', id: string, keys: readonly KeyCombination[]][] = [
  ['move', 'nextRegion', ['F6', 'Ctrl+F6']],
  ['move', 'previousRegion', ['Shift+F6', 'Ctrl+Shift+F6']],
  ['move', 'nextControl', ['Tab', 'Shift+Tab']],
  ['move', 'insideBar', ['ArrowLeft', 'ArrowRight']],
  ['move', 'back', ['Escape']],
  ['list', 'row', ['ArrowUp', 'ArrowDown']],
  ['list', 'ends', ['Home', 'End']],
  ['list', 'page', ['PageUp', 'PageDown']],
  ['list', 'open', ['Enter']],
  ['list', 'select', ['Space']],
  ['list', 'extend', ['Shift+ArrowUp', 'Shift+ArrowDown']],
  ['list', 'all', ['Ctrl+A']],
  ['write', 'chips', ['Backspace']],
  ['write', 'removeChip', ['Delete']],
]

/** All keys in groups, narrowed to those whose name or key holds the words. */
export function keyGroups(search: string): KeyGroup[] {
  const groups = new Map<string, KeyGroup>()
  const add = (groupId: string, label: string, row: KeyRow) => {
    const group = groups.get(groupId) ?? { id: groupId, label, rows: [] }
    groups.set(groupId, group)
    group.rows.push(row)
  }
  for (const [group, id, keys] of fixed) {
    add(group, t(`keys.group.${group}`), { id, label: t(`keys.fixed.${id}`), keys, singleKey: null })
  }
  for (const action of knownActions()) {
    const { keys, singleKey } = keysOf(action)
    if (keys.length === 0 && singleKey === null) continue
    const groupKey = action.groupKey ?? 'keys.group.other'
    add(groupKey, t(groupKey), { id: action.id, label: t(action.labelKey), keys, singleKey })
  }
  const words = search.trim().toLocaleLowerCase()
  return [...groups.values()]
    .map((group) => ({ ...group, rows: group.rows.filter((row) => fits(row, group.label, words)) }))
    .filter(({ rows }) => rows.length > 0)
}

function fits(row: KeyRow, group: string, words: string): boolean {
  if (words === '') return true
  const keys = [...row.keys, row.singleKey ?? ''].map((key) => key.toLocaleLowerCase())
  if (keys.includes(words)) return true
  return words.length > 1 && [row.label, group, ...keys].some((text) => text.toLocaleLowerCase().includes(words))
}
