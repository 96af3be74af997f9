import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { afterNavigationFocus, moveFocusOnNavigation, usePageTitle } from './page-title.ts'

describe('usePageTitle', () => {
  it('is view and product, follows what it shows, and goes with its component', () => {
    const unread = ref(12)
    const screen = effectScope()
    screen.run(() => usePageTitle(() => `Inbox, ${unread.value} unread`))
    expect(document.title).toBe('Inbox, 12 unread – Curbcut')
    unread.value = 11
    expect(document.title).toBe('Inbox, 11 unread – Curbcut')
    const message = effectScope()
    message.run(() => usePageTitle(() => 'Lunch on Thursday'))
    expect(document.title).toBe('Lunch on Thursday – Curbcut')
    message.stop()
    expect(document.title).toBe('Inbox, 11 unread – Curbcut')
    screen.stop()
    expect(document.title).toBe('Curbcut')
  })
})

describe('after a change of route', () => {
  const page = { render: () => null }
  let router: ReturnType<typeof createRouter>
  let heading: HTMLElement
  let row: HTMLElement

  beforeEach(async () => {
    document.body.replaceChildren()
    const main = document.body.appendChild(document.createElement('main'))
    heading = main.appendChild(document.createElement('h1'))
    row = main.appendChild(document.createElement('button'))
    router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:page', component: page }] })
    moveFocusOnNavigation(router)
    await router.push('/inbox')
  })

  it('leaves the focus alone on the first page', () => {
    expect(document.activeElement).toBe(document.body)
  })

  it('goes to the heading', async () => {
    await router.push('/settings')
    await eventually(() => expect(document.activeElement).toBe(heading))
  })

  it('goes where it was asked to, once', async () => {
    afterNavigationFocus(row)
    await router.push('/settings')
    await eventually(() => expect(document.activeElement).toBe(row))
    await router.push('/help')
    await eventually(() => expect(document.activeElement).toBe(heading))
  })

  it('waits for what comes over a slow line', async () => {
    row.focus()
    afterNavigationFocus(() => document.querySelector('h2'))
    await router.push('/settings')
    for (let frame = 0; frame < 50; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(document.activeElement).toBe(row)
    const subject = document.body.appendChild(document.createElement('h2'))
    await eventually(() => expect(document.activeElement).toBe(subject))
  })

  it('stays where the caller puts it', async () => {
    row.focus()
    afterNavigationFocus('none')
    await router.push('/settings')
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(document.activeElement).toBe(row)
  })

  it('does not move for a change of the query alone', async () => {
    row.focus()
    await router.push('/inbox?sort=oldest')
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(document.activeElement).toBe(row)
  })
})
