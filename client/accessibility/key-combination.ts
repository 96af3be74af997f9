/** A key combination as people read it: modifiers in the order Ctrl, Alt, Shift, then the key: "Ctrl+Shift+M", "F6", "?". */
export type KeyCombination = string

const modifierNames = ['Ctrl', 'Alt', 'Shift'] as const

/** On Apple machines the Command key takes the part of Ctrl. */
const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** The combination that a key event stands for. Shift is left out for signs that need it anyway: "?" and not "Shift+?". */
export function combinationOf(event: KeyboardEvent): KeyCombination {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const isSign = event.key.length === 1 && !/[a-z0-9]/i.test(event.key)
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  if (event.shiftKey && !isSign) parts.push('Shift')
  return [...parts, key].join('+')
}

/** Brings a combination written by a person into the one spelling that is compared: "shift+ctrl+m" becomes "Ctrl+Shift+M". */
export function normaliseCombination(written: string): KeyCombination {
  const parts = written.trim() === '+' ? ['+'] : written.split('+').map((part) => part.trim())
  const key = parts.at(-1) ?? ''
  const modifiers = modifierNames.filter((name) => parts.slice(0, -1).some((part) => sameModifier(part, name)))
  return [...modifiers, key.length === 1 ? key.toUpperCase() : key].join('+')
}

function sameModifier(written: string, name: string): boolean {
  const lower = written.toLowerCase()
  return lower === name.toLowerCase() || (name === 'Ctrl' && (lower === 'meta' || lower === 'cmd'))
}

/** One printable character without modifier: fires only while single keys are on (WCAG 2.1.4). */
export function isSingleKey(combination: KeyCombination): boolean {
  return [...combination].length === 1
}

/** The parts to show as key caps, in the words of the machine: "⌘", "K" on Apple, "Ctrl", "K" elsewhere. */
export function keyCaps(combination: KeyCombination): string[] {
  const parts = combination === '+' ? ['+'] : combination.split('+')
  const names: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' }
  return parts.map((part) => (isApple && part === 'Ctrl' ? '⌘' : (names[part] ?? part)))
}

/** The value of `aria-keyshortcuts` (ARIA 1.2, 6.6), which names Ctrl "Control". */
export function ariaKeyShortcut(combination: KeyCombination): string {
  return combination.replace('Ctrl', isApple ? 'Meta' : 'Control')
}
