import { computed, onScopeDispose, shallowReactive } from 'vue'
import { combinationOf, isSingleKey, type KeyCombination, normaliseCombination } from './key-combination.ts'
import { usePreferences } from './preferences.ts'

/** Something a person can do by key, by palette or by button. The same constant serves all three. */
export interface Action {
  /** Stable: key changes of the person are kept under it, "message.archive". */
  readonly id: string
  /** Catalogue key of its name: "Archive". */
  readonly labelKey: string
  /** Catalogue key of the group it stands under in the palette and in the list of keys. */
  readonly groupKey?: string
  /** Works always: "Ctrl+K", "F6". More than one with a space between. */
  readonly keys?: KeyCombination
  /** One character, works only while the person has switched single keys on. */
  readonly singleKey?: KeyCombination
  /** Works inside text fields too; otherwise combinations of Ctrl and Alt only do. */
  readonly inFields?: boolean
  /** Kept out of the palette: the palette itself, moves inside a widget. */
  readonly hidden?: boolean
  /** Whether it makes sense now. */
  when?(): boolean
  run(): void
}

/** The keys of an action as the person has them now. */
export interface ActionKeys {
  readonly keys: readonly KeyCombination[]
  readonly singleKey: KeyCombination | null
}

const registered = shallowReactive<Action[]>([])
let listening = false

/** Names an action. Only checks that the parts fit together; `useAction` makes it work. */
export function defineAction(action: Action): Action {
  if (action.singleKey && !isSingleKey(action.singleKey))
    throw new Error(`${action.id}: singleKey must be one character`)
  if (action.keys?.split(' ').some(isSingleKey))
    throw new Error(`${action.id}: one character alone belongs in singleKey`)
  return action
}

/** Registers actions while the component that calls this is mounted. Of two with the same keys the later one wins. */
export function useAction(...actions: Action[]): void {
  listenOnce()
  registered.push(...actions)
  onScopeDispose(() => {
    for (const action of actions) registered.splice(registered.indexOf(action), 1)
  })
}

/** All actions there are now, once per id: for the palette and the list of keys. */
export const registeredActions = computed<Action[]>(() => {
  const byId = new Map(registered.map((action) => [action.id, action]))
  return [...byId.values()]
})

/** The ones that make sense now and may be shown to a person. */
export function availableActions(): Action[] {
  return registeredActions.value.filter((action) => !action.hidden && (action.when?.() ?? true))
}

/** The keys of an action after the person's changes; an empty choice means "no key". */
export function keysOf(action: Pick<Action, 'id' | 'keys' | 'singleKey'>): ActionKeys {
  const chosen = usePreferences().keyOverrides[action.id]
  const keys = chosen?.keys ?? action.keys ?? ''
  const singleKey = chosen?.singleKey ?? action.singleKey ?? ''
  return {
    keys: keys.split(' ').filter(Boolean).map(normaliseCombination),
    singleKey: singleKey === '' ? null : normaliseCombination(singleKey),
  }
}

/** The key to show beside a button or palette entry: the single key while those are on, otherwise the combination. */
export function shownKey(action: Pick<Action, 'id' | 'keys' | 'singleKey'>): KeyCombination | null {
  const { keys, singleKey } = keysOf(action)
  return (usePreferences().singleKeys ? singleKey : null) ?? keys[0] ?? null
}

/** Runs what a key event stands for. Returns whether something ran. */
function runForKey(event: KeyboardEvent): boolean {
  const combination = combinationOf(event)
  const inField = isEditable(event.target)
  const action = registered.findLast((candidate) => answersTo(candidate, combination, inField))
  action?.run()
  return action !== undefined
}

function answersTo(action: Action, combination: KeyCombination, inField: boolean): boolean {
  const { keys, singleKey } = keysOf(action)
  const bySingleKey = singleKey === combination && !inField && usePreferences().singleKeys
  const byKeys =
    keys.includes(combination) && (!inField || action.inFields === true || /Ctrl|Alt|^F\d/.test(combination))
  return (bySingleKey || byKeys) && (action.when?.() ?? true)
}

/** Whether typing goes into this element, so that a letter is text and no command (WCAG 2.1.4). */
function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.getAttribute('contenteditable') === 'true') return true
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !/^(button|checkbox|radio|range|submit|reset)$/.test(target.type)
}

function listenOnce(): void {
  if (listening) return
  listening = true
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    if (document.querySelector('[aria-modal="true"]')) return
    if (runForKey(event)) event.preventDefault()
  })
}
