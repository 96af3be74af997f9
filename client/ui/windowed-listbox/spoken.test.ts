import { virtual } from '@guidepup/virtual-screen-reader'
import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { h, nextTick } from 'vue'
import WindowedListbox from './WindowedListbox.vue'

afterEach(async () => {
  await virtual.stop()
  cleanup()
})

const label = 'Unread, 3 messages, Ann Lee, Budget review, attachment, today 09:14'

/** The list with its first row focused, and what a reader said since. */
async function listen(props: Record<string, unknown> = {}): Promise<string[]> {
  render(() =>
    h(
      WindowedListbox as never,
      {
        label: 'Messages',
        total: 4812,
        itemAt: (index: number) => ({ id: `m${index}` }),
        labelOf: () => label,
        groupOf: () => ({ id: 'today', label: 'Today' }),
        rowHeight: 50,
        multiselectable: true,
        ...props,
      },
      { row: () => h('div', ['Ann Lee', h('time', '09:14'), 'Budget review']) },
    ),
  )
  await virtual.start({ container: document.body })
  screen.getAllByRole('option')[0]!.focus()
  await nextTick()
  return virtual.spokenPhraseLog()
}

describe('what a reader says of a row', () => {
  it('is its label and its place among all rows, and no word of what is only seen', async () => {
    const phrase = (await listen()).at(-1)
    expect(phrase?.startsWith(`option, ${label}, `)).toBe(true)
    expect(phrase?.endsWith('position 1, set size 4812')).toBe(true)
    expect(phrase?.split('Ann Lee')).toHaveLength(2)
  })

  it('is whether it is selected, once something is', async () => {
    expect((await listen({ selectedIds: new Set(['m0']) })).at(-1)).toContain(', selected,')
  })

  it('never names the date headings, which every label says', async () => {
    expect((await listen()).join(' ')).not.toContain('Today')
  })
})
