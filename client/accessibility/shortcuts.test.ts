import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { ariaKeyShortcut, combinationOf, isSingleKey, keyCaps, normaliseCombination } from './key-combination.ts'
import { usePreferences } from './preferences.ts'
import { availableActions, defineAction, keysOf, shownKey, useAction } from './shortcuts.ts'

let scope: EffectScope

beforeEach(() => {
  localStorage.clear()
  document.body.replaceChildren()
  setActivePinia(createPinia())
  scope = effectScope()
})
afterEach(() => scope.stop())

function register(action: Record<string, unknown>) {
  const run = vi.fn()
  const made = defineAction({ id: 'message.archive', labelKey: 'actions.archive', run, ...action })
  scope.run(() => useAction(made))
  return { run, made }
}

function press(key: string, modifiers: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers })
  target.dispatchEvent(event)
  return event
}

function field(name = 'input'): HTMLElement {
  return document.body.appendChild(document.createElement(name))
}

describe('combinations', () => {
  it('work everywhere, in fields too', () => {
    const { run } = register({ keys: 'Ctrl+K' })
    expect(press('k', { ctrlKey: true }).defaultPrevented).toBe(true)
    press('k', { ctrlKey: true }, field())
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('do not answer to other modifiers', () => {
    const { run } = register({ keys: 'Ctrl+Shift+M' })
    press('m', { ctrlKey: true })
    press('M', { ctrlKey: true, shiftKey: true, altKey: true })
    expect(run).not.toHaveBeenCalled()
    press('M', { ctrlKey: true, shiftKey: true })
    expect(run).toHaveBeenCalledOnce()
  })

  it('leave keys that edit text alone inside a field', () => {
    const { run } = register({ keys: 'Delete' })
    press('Delete', {}, field())
    expect(run).not.toHaveBeenCalled()
    press('Delete')
    expect(run).toHaveBeenCalledOnce()
  })

  it('rest when the action makes no sense, and when someone else has used the key', () => {
    const { run } = register({ keys: 'Ctrl+K', when: () => false })
    expect(press('k', { ctrlKey: true }).defaultPrevented).toBe(false)
    expect(run).not.toHaveBeenCalled()
  })

  it('rest while a dialog is open', () => {
    const { run } = register({ keys: 'Ctrl+K' })
    field('div').setAttribute('aria-modal', 'true')
    press('k', { ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
  })

  it('end with the component that registered them', () => {
    const { run } = register({ keys: 'Ctrl+K' })
    scope.stop()
    press('k', { ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
  })
})

describe('single keys (WCAG 2.1.4)', () => {
  it('are off until they are switched on', () => {
    const { run } = register({ singleKey: 'e' })
    press('e')
    expect(run).not.toHaveBeenCalled()
    usePreferences().singleKeys = true
    press('e')
    expect(run).toHaveBeenCalledOnce()
  })

  it.each(['input', 'textarea', 'select'])('never fire in a %s', (name) => {
    usePreferences().singleKeys = true
    const { run } = register({ singleKey: 'e' })
    press('e', {}, field(name))
    expect(run).not.toHaveBeenCalled()
  })

  it('never fire in an editor', () => {
    usePreferences().singleKeys = true
    const { run } = register({ singleKey: 'e' })
    const editor = field('div')
    editor.setAttribute('contenteditable', 'true')
    press('e', {}, editor)
    expect(run).not.toHaveBeenCalled()
  })

  it('can be changed and taken away one by one', () => {
    const preferences = usePreferences()
    preferences.singleKeys = true
    const { run, made } = register({ singleKey: 'e' })
    preferences.keyOverrides = { 'message.archive': { singleKey: 'y' } }
    press('e')
    expect(run).not.toHaveBeenCalled()
    press('y')
    expect(run).toHaveBeenCalledOnce()
    preferences.keyOverrides = { 'message.archive': { singleKey: '' } }
    expect(keysOf(made).singleKey).toBeNull()
  })

  it('include signs that need Shift', () => {
    usePreferences().singleKeys = true
    const { run } = register({ singleKey: '?' })
    press('?', { shiftKey: true })
    expect(run).toHaveBeenCalledOnce()
  })

  it('cannot be put among the combinations by mistake', () => {
    expect(() => register({ keys: 'e' })).toThrow(/singleKey/)
    expect(() => register({ singleKey: 'Ctrl+E' })).toThrow(/one character/)
  })
})

describe('the list of actions', () => {
  it('holds what makes sense now and may be shown', () => {
    register({ id: 'a' })
    register({ id: 'b', when: () => false })
    register({ id: 'c', hidden: true })
    expect(availableActions().map(({ id }) => id)).toEqual(['a'])
  })

  it('shows the single key while those are on, otherwise the combination', () => {
    const { made } = register({ keys: 'Ctrl+E', singleKey: 'e' })
    expect(shownKey(made)).toBe('Ctrl+E')
    usePreferences().singleKeys = true
    expect(shownKey(made)).toBe('E')
  })
})

describe('spelling', () => {
  it.each([
    ['shift+ctrl+m', 'Ctrl+Shift+M'],
    ['cmd + k', 'Ctrl+K'],
    ['?', '?'],
    ['+', '+'],
    ['f6', 'f6'],
  ])('%s is %s', (written, spelled) => {
    expect(normaliseCombination(written)).toBe(spelled)
  })

  it('is the same for an event, for readers and for key caps', () => {
    const event = new KeyboardEvent('keydown', { key: 'm', ctrlKey: true, shiftKey: true })
    expect(combinationOf(event)).toBe('Ctrl+Shift+M')
    expect(ariaKeyShortcut('Ctrl+Shift+M')).toBe('Control+Shift+M')
    expect(keyCaps('Ctrl+ArrowDown')).toEqual(['Ctrl', '↓'])
    expect(isSingleKey('E')).toBe(true)
    expect(isSingleKey('F6')).toBe(false)
  })
})
