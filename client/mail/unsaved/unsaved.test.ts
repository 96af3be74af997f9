import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { useSessionWatch } from '../session-watch.ts'
import { mayDrop } from './guards.ts'
import UnsavedGuard from './UnsavedGuard.vue'
import { useUnsaved } from './use-unsaved.ts'

afterEach(cleanup)

/** Two forms of one field each on a page. */
const Forms = defineComponent(() => {
  const forms = ['Name', 'Note'].map((label) => {
    const text = ref('')
    const { isUnsaved, release } = useUnsaved(() => text.value)
    return { label, text, isUnsaved, release }
  })
  return () =>
    forms.map(({ label, text, isUnsaved, release }) =>
      h('form', [
        h('input', {
          'aria-label': label,
          value: text.value,
          onInput: ({ target }: InputEvent) => (text.value = (target as HTMLInputElement).value),
        }),
        h('button', { type: 'button', onClick: release }, `Save ${label}`),
        h(UnsavedGuard, { unsaved: isUnsaved }),
      ]),
    )
})
const Elsewhere = defineComponent(() => () => h('h1', 'Elsewhere'))

async function mount() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/form', component: Forms },
      { path: '/elsewhere', component: Elsewhere },
      { path: '/sign-in', component: Elsewhere, meta: { open: true } },
    ],
  })
  await router.push('/elsewhere')
  await router.push('/form')
  render(RouterView, { global: { plugins: [createPinia(), router] } })
  await screen.findByRole('textbox', { name: 'Name' })
  return { router, user: userEvent.setup() }
}

const question = () => screen.queryByRole('alertdialog', { name: 'Leave without saving?' })
const asked = () => screen.findByRole('alertdialog', { name: 'Leave without saving?' })
const field = (name: string) => screen.getByRole('textbox', { name })

describe('what is typed and not saved', () => {
  it('stays where the person does: Escape, or the button that has the focus', async () => {
    const { router, user } = await mount()
    await user.type(field('Name'), 'Nora')
    for (const stays of ['{Escape}', '{Enter}']) {
      field('Name').focus()
      const leaving = router.push('/elsewhere')
      await asked()
      await eventually(() => expect(document.activeElement?.textContent.trim()).toBe('Stay here'))
      await user.keyboard(stays)
      await leaving
      expect(router.currentRoute.value.path).toBe('/form')
      expect(field('Name')).toHaveProperty('value', 'Nora')
      await eventually(() => expect(document.activeElement).toBe(field('Name')))
    }
  })

  it('goes where the person says so, and then nothing is asked any more', async () => {
    const { router, user } = await mount()
    await user.type(field('Name'), 'Nora')
    const leaving = router.push('/elsewhere')
    await user.click(await screen.findByRole('button', { name: 'Leave without saving' }))
    await leaving
    expect(screen.getByRole('heading', { name: 'Elsewhere' })).toBeTruthy()
    expect(await mayDrop()).toBe(true)
  })

  it('is asked about when going back, and once for all forms of a page', async () => {
    const { router, user } = await mount()
    await user.type(field('Name'), 'Nora')
    await user.type(field('Note'), 'Rings back')
    router.back()
    await asked()
    expect(screen.getAllByRole('alertdialog')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Leave without saving' }))
    await screen.findByRole('heading', { name: 'Elsewhere' })
    expect(question()).toBeNull()
  })

  it.each([
    ['nothing was typed', async () => Promise.resolve()],
    [
      'it was taken back',
      async (user: ReturnType<typeof userEvent.setup>) => {
        await user.type(field('Name'), 'x')
        await user.type(field('Name'), '{Backspace}')
      },
    ],
    [
      'it was saved',
      async (user: ReturnType<typeof userEvent.setup>) => {
        await user.type(field('Name'), 'Nora')
        await user.click(screen.getByRole('button', { name: 'Save Name' }))
      },
    ],
  ])('is not asked about where %s', async (_case, typing) => {
    const { router, user } = await mount()
    await typing(user)
    await router.push('/elsewhere')
    expect(screen.getByRole('heading', { name: 'Elsewhere' })).toBeTruthy()
  })

  it('does not keep anybody from signing in again', async () => {
    const { router, user } = await mount()
    await user.type(field('Name'), 'Nora')
    await router.push('/sign-in')
    expect(router.currentRoute.value.path).toBe('/sign-in')
  })

  it('is asked about before another form takes its place, and before signing out', async () => {
    const { user } = await mount()
    expect(await mayDrop()).toBe(true)
    await user.type(field('Note'), 'Rings back')
    const stays = mayDrop()
    await user.click(await screen.findByRole('button', { name: 'Stay here' }))
    expect(await stays).toBe(false)
    const drops = mayDrop()
    await user.click(await screen.findByRole('button', { name: 'Leave without saving' }))
    expect(await drops).toBe(true)
  })

  it('holds the page while it is closed, unless the person is signing out', async () => {
    const { user } = await mount()
    const isHeld = () => {
      const event = new Event('beforeunload', { cancelable: true })
      dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(isHeld()).toBe(false)
    await user.type(field('Name'), 'Nora')
    expect(isHeld()).toBe(true)
    useSessionWatch().isLeaving = true
    expect(isHeld()).toBe(false)
  })
})

/** Forms in which nothing is typed that somebody would miss. */
const unguarded: Record<string, readonly string[]> = {
  'asks for one short thing': [
    ...['AddMembers', 'AddPeople', 'AddTag', 'AddressItem', 'AskedAddress', 'GroupForm', 'LabelEditor', 'NameDialog'],
    ...['PauseAddress', 'SavedSearchDialog', 'SenderListEditor', 'SignInForm', 'WaitingCode'],
  ],
  'chooses, and keeps nothing': [
    'ActivitySettings',
    'AbsenceCheck',
    'GoToDateDialog',
    'KeyDialog',
    'SearchBar',
    'SearchOptions',
    'SnoozeDialog',
  ],
  'is of a draft, or sends at once': ['OptionsDialog', 'RedirectDialog', 'SendingCheck'],
}

describe('every form', () => {
  const texts = import.meta.glob<string>('/client/{features,screens}/**/*.vue', {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const forms = Object.entries(texts).filter(([, text]) => text.includes('<form'))
  const exempt = new Set(Object.values(unguarded).flat())

  it.each(forms)('asks before what is typed is dropped, or is known to need no question: %s', (file, text) => {
    const name = file.split('/').at(-1)?.replace('.vue', '') ?? ''
    expect(text.includes('<UnsavedGuard')).toBe(!exempt.has(name))
  })
})
