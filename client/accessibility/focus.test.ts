import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { focusSoon, moveFocusThenRemove, tabbableIn, useFocusReturn } from './focus.ts'

function add(html: [string, Record<string, string>][]): HTMLElement[] {
  return html.map(([name, attributes]) => {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return document.body.appendChild(element)
  })
}

beforeEach(() => document.body.replaceChildren())
afterEach(() => vi.useRealTimers())

describe('focusSoon', () => {
  it('waits for a target that is not there yet', async () => {
    const done = focusSoon(() => document.querySelector('h2'))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const [heading] = add([['h2', {}]])
    expect(await done).toBe(true)
    expect(document.activeElement).toBe(heading)
    expect(heading?.tabIndex).toBe(-1)
  })

  it('gives way to a later wish', async () => {
    const [first, second] = add([
      ['button', {}],
      ['button', {}],
    ])
    const [one, two] = await Promise.all([focusSoon(first), focusSoon(second)])
    expect([one, two]).toEqual([false, true])
    expect(document.activeElement).toBe(second)
  })

  it('gives way to the person', async () => {
    const [chosen] = add([['button', {}]])
    const done = focusSoon(() => null)
    chosen?.focus()
    expect(await done).toBe(false)
    expect(document.activeElement).toBe(chosen)
  })

  it('says when the target never came', async () => {
    expect(await focusSoon(() => null)).toBe(false)
  })

  it('does not go into what is inert or hidden', async () => {
    const [inert] = add([['button', { inert: '' }]])
    expect(await focusSoon(inert)).toBe(false)
  })
})

describe('moveFocusThenRemove', () => {
  it('has the focus in its new place at least 100 ms before the old place goes', async () => {
    const [old, next] = add([
      ['button', {}],
      ['button', {}],
    ])
    old?.focus()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const remove = vi.fn()
    const done = moveFocusThenRemove(next, remove)
    await vi.advanceTimersByTimeAsync(0)
    expect(document.activeElement).toBe(next)
    await vi.advanceTimersByTimeAsync(99)
    expect(remove).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await done
    expect(remove).toHaveBeenCalledOnce()
    expect(document.activeElement).toBe(next)
  })
})

describe('useFocusReturn', () => {
  it('gives the focus back to the opener', async () => {
    const [opener, inside] = add([
      ['button', {}],
      ['button', {}],
    ])
    opener?.focus()
    const focusReturn = effectScope().run(() => useFocusReturn())!
    focusReturn.remember()
    inside?.focus()
    expect(await focusReturn.giveBack()).toBe(true)
    expect(document.activeElement).toBe(opener)
  })

  it('goes to the other target when the opener has gone', async () => {
    const [opener, heading] = add([
      ['button', {}],
      ['h1', {}],
    ])
    opener?.focus()
    const focusReturn = effectScope().run(() => useFocusReturn(heading))!
    focusReturn.remember()
    opener?.remove()
    await focusReturn.giveBack()
    expect(document.activeElement).toBe(heading)
  })
})

describe('tabbableIn', () => {
  it('finds what Tab would stop at, in order', () => {
    const elements = add([
      ['button', {}],
      ['button', { disabled: '' }],
      ['a', { href: '#' }],
      ['a', {}],
      ['div', { tabindex: '-1' }],
      ['input', { type: 'hidden' }],
      ['div', { tabindex: '0' }],
      ['textarea', { inert: '' }],
    ])
    expect(tabbableIn(document.body)).toEqual([elements[0], elements[2], elements[6]])
  })
})
