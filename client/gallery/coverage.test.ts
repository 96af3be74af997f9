import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { widgets, widgetsFor } from './collect-widgets.ts'
import { readView } from './view.ts'

const ui = join(import.meta.dirname, '../ui')
const components = globSync('*/*.vue', { cwd: ui })

/** A component that is only part of another one shows in that one's examples. */
const parts = new Map([
  ['menu-button/MenuList.vue', 'MenuButton'],
  ['suggestion-list/CloseSuggestions.vue', 'SuggestionList'],
  ['tag/TagSign.vue', 'Tag'],
  ['token-field/TokenList.vue', 'TokenField'],
  ['windowed-listbox/ListboxRow.vue', 'WindowedListbox'],
])

describe.each(components)('ui/%s', (component) => {
  const folder = join(ui, dirname(component))
  const name = parts.get(component) ?? basename(component, '.vue')

  it('has criteria for keys, focus and announcements', () => {
    const criteria = readFileSync(join(folder, 'criteria.md'), 'utf8').toLowerCase()
    for (const part of ['keys', 'focus', 'announcements']) expect(criteria).toContain(part)
  })

  it('has examples of its states', () => {
    expect(existsSync(join(folder, `${name}.examples.ts`))).toBe(true)
    expect(widgets.find((widget) => widget.name === dirname(component))?.examples.length).toBeGreaterThan(0)
  })

  it('has a test that begins with axe over all of them', () => {
    const test = readFileSync(join(folder, `${name}.test.ts`), 'utf8')
    expect(test).toContain('checkExamples(examples)')
  })
})

describe('the gallery', () => {
  it('names every example once within its widget', () => {
    for (const { examples } of widgets) {
      const names = examples.map((example) => example.name)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('shows states that cover the page only when they are asked for', () => {
    const shown = (search: string) =>
      widgetsFor(readView(search)).flatMap(({ name, examples }) => examples.map((each) => `${name}: ${each.name}`))
    expect(shown('')).not.toContain('dialog: with a form')
    expect(shown('?widget=dialog&example=with+a+form')).toEqual(['dialog: with a form'])
    expect(shown('?widget=kbd')).toHaveLength(5)
  })
})
