import userEvent from '@testing-library/user-event'
import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { announce, forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import AnnouncementLog from './AnnouncementLog.vue'
import AppHeader from './AppHeader.vue'
import ErrorBoundary from './ErrorBoundary.vue'
import OutcomeBar from './OutcomeBar.vue'
import { startProblem } from './start-state.ts'
import StartProblem from './StartProblem.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  localStorage.clear()
  startMailbox('')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the header', () => {
  const props = { paletteKey: 'Ctrl+K' }

  it('has no faults that axe can find, with and without its menu', async () => {
    const { baseElement, user } = await renderPart(AppHeader, { props })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Account of Ada Lindqvist' }))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says whose mail this is and leads to the inbox', async () => {
    await renderPart(AppHeader, { props })
    expect(screen.getByRole('link', { name: /Department of Public Works/ }).getAttribute('href')).toBe('/')
  })

  it('signs out by its menu', async () => {
    const { user, emitted } = await renderPart(AppHeader, { props })
    await user.click(screen.getByRole('button', { name: /^Account/ }))
    await user.click(screen.getByRole('menuitem', { name: 'Sign out', hidden: true }))
    expect(emitted()['sign-out']).toHaveLength(1)
  })
})

describe('the bar about the last action', () => {
  it('offers to take it back, for as long as nothing replaces it', async () => {
    const undo = vi.fn(() => Promise.resolve())
    const { baseElement, user } = await renderPart(OutcomeBar)
    useOutcome().offerUndo({ text: 'Message archived', undo })
    const button = await screen.findByRole('button', { name: 'Undo' })
    expect(said()).toEqual(['Message archived. Undo with Ctrl+Z'])
    screen.getByText('Message archived. Undo with Ctrl+Z')
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Control+Z')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(button)
    await eventually(() => expect(undo).toHaveBeenCalledOnce())
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it.each([
    [{ keys: 'Ctrl+Backspace' }, 'Message archived. Undo with Ctrl+Backspace'],
    [{ keys: '' }, 'Message archived'],
  ])('names the key that the person has given to it: %j', async (chosen, text) => {
    usePreferences().keyOverrides['undo'] = chosen
    await renderPart(OutcomeBar)
    useOutcome().offerUndo({ text: 'Message archived', undo: () => Promise.resolve() })
    await screen.findByText(text)
    expect(said()[0]).toBe(text)
  })

  it('gives the focus back before it goes', async () => {
    const page = defineComponent(() => () => [h('main', [h('h1', { tabindex: -1 }, 'Inbox')]), h(OutcomeBar)])
    const { user } = await renderPart(page)
    const heading = screen.getByRole('heading', { name: 'Inbox' })
    heading.focus()
    useOutcome().offerUndo({ text: 'Message archived', undo: () => Promise.resolve() })
    await screen.findByRole('button', { name: 'Undo' })
    await user.tab()
    await user.keyboard('{Enter}')
    await eventually(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
    expect(document.activeElement).toBe(heading)
  })

  it('keeps the undo key when it is closed', async () => {
    const { user } = await renderPart(OutcomeBar)
    useOutcome().offerUndo({ text: 'Message archived', undo: () => Promise.resolve() })
    await user.click(await screen.findByRole('button', { name: 'Close' }))
    await eventually(() => expect(useOutcome().shown).toBeNull())
    expect(useOutcome().canUndo).toBe(true)
  })

  it('tells of a failure with what to do, and reserves its room', async () => {
    const run = vi.fn()
    const { baseElement, user } = await renderPart(OutcomeBar)
    useOutcome().tell('The message was not moved', { failed: true, action: { label: 'Try again', run } })
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    await eventually(() => expect(run).toHaveBeenCalledOnce())
    expect(await faultsOf(baseElement)).toEqual([])
    expect(document.documentElement.style.getPropertyValue('--outcome-space')).toMatch(/px$/)
  })
})

describe('the bar about what found no room', () => {
  it('leads to what takes room, where it is the own mailbox', async () => {
    const { baseElement, user, router } = await renderPart(OutcomeBar)
    tellFailure('The message was not moved', new ApiProblem('mailbox-full', { owner: 'Ben' }), () => undefined)
    await screen.findByRole('button', { name: 'Try again' })
    expect(screen.queryByRole('link')).toBeNull()
    tellFailure('The message was not moved', new ApiProblem('mailbox-full', {}), () => undefined)
    const way = await screen.findByRole('link', { name: 'See what takes room' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(way)
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/storage'))
  })
})

describe('the log of announcements', () => {
  it('can be read back, newest first', async () => {
    announce('First')
    announce('Second')
    const { baseElement } = await renderPart(AnnouncementLog, { props: { open: true } })
    await screen.findByRole('dialog', { name: 'What was announced' })
    expect(screen.getAllByRole('listitem').map(({ firstElementChild }) => firstElementChild?.textContent)).toEqual([
      'Second',
      'First',
    ])
    expect(await faultsOf(baseElement)).toEqual([])
  })
})

describe('when the mailbox cannot be opened', () => {
  it('says why, with the number for the help desk, and tries again', async () => {
    startProblem.value = new ApiProblem('unexpected', { requestId: 'r-17' })
    const { baseElement, router, user } = await renderPart(StartProblem)
    const replace = vi.spyOn(router, 'replace')
    const heading = screen.getByRole('heading', { level: 1 })
    await eventually(() => expect(document.activeElement).toBe(heading))
    screen.getByText(/r-17/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(replace).toHaveBeenCalledOnce()
  })
})

describe('when a part breaks', () => {
  const isBroken = ref(true)
  const part = defineComponent(() => () => {
    if (isBroken.value) throw new Error('broken')
    return h('p', 'Whole again')
  })

  it('says so in its place, and can show the part again', async () => {
    isBroken.value = true
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const page = defineComponent(() => () => h(ErrorBoundary, () => h(part)))
    // The fault also goes on to the console, which in tests means that it is thrown.
    await renderPart(page).catch(() => undefined)
    const button = await screen.findByRole('button', { name: 'Show it again' })
    isBroken.value = false
    await userEvent.setup().click(button)
    await screen.findByText('Whole again')
  })
})
