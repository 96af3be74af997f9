import { isSingleKey, type KeyCombination, normaliseCombination } from '#client/accessibility/key-combination.ts'
import { keysOf } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { type KnownAction, knownActions } from '#client/mail/known-actions.ts'

const namedKeys = [
  ...['Delete', 'Insert', 'Backspace', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', 'Space'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Escape', 'Tab'],
  ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
]
/** Moving about and leaving must work whatever somebody chooses. */
const reserved = /^(?:Tab|Shift\+Tab|Enter|Space|Escape|Home|End|Page\w+|Arrow\w+|F6|Shift\+F6|Ctrl\+F6)$/

/** What is wrong with a chosen key in words, or null. An empty choice means "no key". */
export function singleKeyProblem(action: KnownAction, written: string): string | null {
  const key = written.trim()
  if (key === '') return null
  if (!isSingleKey(key)) return t('settings.keys.oneSign')
  return takenBy(action, normaliseCombination(key), 'singleKey')
}

/** A combination as people write it, in the one spelling that is compared: "ctrl+pageup" becomes "Ctrl+PageUp". */
export function readCombination(written: string): KeyCombination {
  const parts = normaliseCombination(written).split('+')
  const last = parts.at(-1) ?? ''
  const named = namedKeys.find((name) => name.toLowerCase() === last.toLowerCase())
  return [...parts.slice(0, -1), named ?? last].join('+')
}

export function combinationProblem(action: KnownAction, written: string): string | null {
  if (written.trim() === '') return null
  const combination = readCombination(written)
  const parts = combination.split('+')
  const last = parts.at(-1) ?? ''
  const isKnownKey = namedKeys.includes(last) || /^[\p{L}\d]$/u.test(last)
  const hasModifier = parts.includes('Ctrl') || parts.includes('Alt')
  if (!isKnownKey || (!hasModifier && !/^(?:F\d|Delete|Insert)/.test(last))) return t('settings.keys.form')
  if (reserved.test(combination)) return t('settings.keys.reserved', { key: combination })
  return takenBy(action, combination, 'keys')
}

function takenBy(action: KnownAction, key: KeyCombination, kind: 'keys' | 'singleKey'): string | null {
  const other = knownActions().find((candidate) => {
    if (candidate.id === action.id || isTwin(candidate.id, action.id)) return false
    const chosen = keysOf(candidate)
    return kind === 'keys' ? chosen.keys.includes(key) : chosen.singleKey === key
  })
  return other ? t('settings.keys.taken', { key, action: t(other.labelKey) }) : null
}

/** Flag and remove flag, read and unread, junk and not junk: never both possible, so they share a key. */
const twins = [
  ['message.flag', 'message.unflag'],
  ['message.mark-read', 'message.mark-unread'],
  ['message.junk', 'message.not-junk'],
]

function isTwin(one: string, other: string): boolean {
  return twins.some((pair) => pair.includes(one) && pair.includes(other))
}
