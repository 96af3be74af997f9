import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { checkExamples } from '../testing/check-examples.ts'
import type { Token, TokenSuggestion } from './token.ts'
import examples from './TokenField.examples.ts'
import TokenField from './TokenField.vue'

beforeEach(forgetAnnouncements)
afterEach(cleanup)

describe('states', () => checkExamples(examples))

const people = [
  { id: 'cara', label: 'Cara Im', detail: 'cara.im@example.gov' },
  { id: 'carl', label: 'Carl Diaz', detail: 'carl.diaz@example.gov' },
]
const tokenOf = (label: string): Token => ({ id: label, label, title: label, tone: 'internal' })

function mount(names: string[] = [], direction = 'ltr') {
  const tokens = ref(names.map(tokenOf))
  const text = ref('')
  const added: (string | TokenSuggestion)[] = []
  const add = (entry: string | TokenSuggestion) => {
    added.push(entry)
    tokens.value = [...tokens.value, tokenOf(typeof entry === 'string' ? entry : entry.label)]
    text.value = ''
  }
  const field = () =>
    h(TokenField, {
      label: 'To',
      tokens: tokens.value,
      suggestions: text.value === '' ? [] : people.filter((each) => each.label.toLowerCase().startsWith(text.value)),
      inputText: text.value,
      'onUpdate:inputText': (next: string) => (text.value = next),
      onAdd: add,
      onRemove: (id: string) => (tokens.value = tokens.value.filter((token) => token.id !== id)),
    })
  render(defineComponent({ render: () => [h('div', { style: { direction } }, field()), h('button', 'after')] }))
  const input = screen.getByRole('combobox', { name: 'To' })
  return { tokens, added, input, user: userEvent.setup() }
}

const focused = () => document.activeElement?.getAttribute('aria-label')
const spoken = () => recentAnnouncements.value.map(({ text }) => text)

describe('entering', () => {
  it.each(['{Enter}', ',', ';'])('takes the text with %s', async (key) => {
    const { added, input, user } = mount()
    await user.type(input, `ann@example.gov${key}`)
    expect(added).toEqual(['ann@example.gov'])
  })

  it('takes the text when the person goes on', async () => {
    const { added, input, user } = mount()
    await user.type(input, 'ann@example.gov')
    await user.tab()
    expect(added).toEqual(['ann@example.gov'])
  })

  it('leaves a comma inside quotation marks alone', async () => {
    const { added, input, user } = mount()
    await user.type(input, '"Lee, Ann" <ann@example.gov>{Enter}')
    expect(added).toEqual(['"Lee, Ann" <ann@example.gov>'])
  })

  it('takes nothing from an empty field', async () => {
    const { added, input, user } = mount()
    await user.type(input, '  {Enter}')
    await user.tab()
    expect(added).toEqual([])
  })

  it('says what was added and how many there are', async () => {
    const { input, user } = mount(['Ben'])
    await user.type(input, 'Ann{Enter}')
    expect(spoken()).toContain('Ann added, 2 in all')
  })
})

describe('suggestions', () => {
  it('point to none until an arrow is pressed, then Enter takes it', async () => {
    const { added, input, user } = mount()
    await user.type(input, 'car')
    expect(input.getAttribute('aria-expanded')).toBe('true')
    expect(input.hasAttribute('aria-activedescendant')).toBe(false)
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    expect(added).toEqual([people[1]])
  })

  it('are taken by a press, and the field keeps the focus', async () => {
    const { added, input, user } = mount()
    await user.type(input, 'car')
    await user.click(screen.getByText('Cara Im'))
    expect(added).toEqual([people[0]])
    expect(document.activeElement).toBe(input)
  })

  it('go away with Escape and keep the text', async () => {
    const { input, user } = mount()
    await user.type(input, 'car{Escape}')
    expect(input.getAttribute('aria-expanded')).toBe('false')
    expect(input).toHaveProperty('value', 'car')
  })

  it('go away by a press on Close, which adds nothing and leaves text and focus where they are', async () => {
    const { added, input, user } = mount()
    await user.type(input, 'ca')
    await user.click(screen.getByRole('button', { name: 'Close suggestions', hidden: true }))
    expect(input.getAttribute('aria-expanded')).toBe('false')
    expect([input, document.activeElement, added]).toEqual([expect.objectContaining({ value: 'ca' }), input, []])
    await user.type(input, 'r')
    expect(input.getAttribute('aria-expanded')).toBe('true')
  })

  it('give the focus back to the field where a reader gives it to Close before it presses it', async () => {
    const { added, input, user } = mount()
    await user.type(input, 'ca')
    const close = screen.getByRole('button', { name: 'Close suggestions', hidden: true })
    close.focus()
    expect(document.activeElement).toBe(input)
    close.click()
    await nextTick()
    expect([input.getAttribute('aria-expanded'), document.activeElement, added]).toEqual(['false', input, []])
  })

  it('are counted when the typing pauses', async () => {
    const { input, user } = mount()
    await user.type(input, 'car')
    await vi.waitFor(() => expect(spoken()).toContain('2 suggestions'), { timeout: 20_000 })
  })
})

describe('tokens', () => {
  it('are one listbox with their number, one Tab stop before the field', async () => {
    const { user } = mount(['Ann', 'Ben'])
    expect(screen.getByRole('listbox', { name: 'To, 2 entries' })).toBeTruthy()
    await user.tab()
    expect(focused()).toBe('Ben')
    await user.tab()
    expect(document.activeElement?.getAttribute('role')).toBe('combobox')
  })

  it('are reached with Backspace from the empty field and with Left from its start', async () => {
    const { input, user } = mount(['Ann', 'Ben'])
    await user.click(input)
    await user.keyboard('{Backspace}')
    expect(focused()).toBe('Ben')
    await user.keyboard('{ArrowLeft}')
    expect(focused()).toBe('Ann')
    await user.keyboard('{ArrowRight}{ArrowRight}')
    expect(document.activeElement).toBe(input)
    await user.keyboard('{ArrowLeft}')
    expect(focused()).toBe('Ben')
  })

  it('turn their arrows from right to left', async () => {
    const { input, user } = mount(['Ann', 'Ben'], 'rtl')
    await user.click(input)
    await user.keyboard('{ArrowRight}')
    expect(focused()).toBe('Ben')
    await user.keyboard('{ArrowRight}')
    expect(focused()).toBe('Ann')
  })

  it('go with Delete: the neighbour has the focus, and it is said', async () => {
    const { tokens, input, user } = mount(['Ann', 'Ben', 'Cara'])
    await user.click(input)
    await user.keyboard('{Backspace}{ArrowLeft}{Delete}')
    await nextTick()
    expect(tokens.value.map(({ label }) => label)).toEqual(['Ann', 'Cara'])
    expect(focused()).toBe('Cara')
    expect(spoken()).toContain('Ben removed, 2 left')
  })

  it('give the focus to the field when the last goes', async () => {
    const { input, user } = mount(['Ann'])
    await user.click(input)
    await user.keyboard('{Backspace}{Delete}')
    await nextTick()
    expect(document.activeElement).toBe(input)
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('say when they stand outside or are not complete', () => {
    const tokens = [
      { id: '1', label: 'Eve', title: '', tone: 'external' as const },
      { id: '2', label: 'ann@agency', title: '', tone: 'invalid' as const },
    ]
    render(TokenField, { props: { label: 'To', tokens, suggestions: [], inputText: '' } })
    expect(screen.getByRole('option', { name: 'Eve, outside your organisation' })).toBeTruthy()
    expect(screen.getByRole('option', { name: 'ann@agency, not a complete address' })).toBeTruthy()
  })
})
