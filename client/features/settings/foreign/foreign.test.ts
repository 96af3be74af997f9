import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsFilters, someFilter, someFilters } from '#client/mail/testing/fake-filters.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type ForeignRule, type ForeignRules } from '#contract/foreign-rules.ts'
import FilterSettings from '../filters/FilterSettings.vue'

const button = (name: string | RegExp) => screen.findByRole('button', { name })
const focused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))

const known: ForeignRule = {
  ...{ name: 'News', line: 2, filter: someFilter('News'), code: '# rule:[News]\nif …', deeds: [], looks: [] },
}
const odd: ForeignRule = {
  ...{ name: '', line: 7, filter: null, code: 'if true { redirect "a@b.example"; }' },
  deeds: [{ what: 'forward', value: 'a@b.example' }],
  looks: [{ what: 'always', value: '' }],
}
const state = (changes: Partial<ForeignRules> = {}): ForeignRules => ({
  ...{ script: 'roundcube', rules: [known, odd], takes: 1, rest: 'roundcube (rest)', hindrance: null },
  ...{ isTaken: false, isEndedBefore: false, version: 'f0' },
  ...changes,
})

/** A server with one script from elsewhere. */
function keepsForeign(first: ForeignRules) {
  const kept = { state: first, asked: [] as { change: string; version: string }[] }
  answerAlso('/api/scripts/rules', (body: { change: string; version: string } | undefined) => {
    if (!body) return [200, kept.state]
    if (body.version !== kept.state.version) return [409, { type: 'rules-changed', status: 409 }]
    kept.asked.push(body)
    kept.state = { ...kept.state, isTaken: body.change === 'take', version: `f${kept.asked.length}` }
    return [200, kept.state]
  })
  return kept
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('a script of another program', () => {
  const open = async (first: ForeignRules, at = '/') => {
    keepsFilters(someFilters([], { otherScript: 'roundcube' }))
    const kept = keepsForeign(first)
    return { kept, ...(await renderPart(FilterSettings, { at })) }
  }

  it('is told of among the filters, and shows its rules in words to whoever asks', async () => {
    const { user, baseElement } = await open(state())
    await user.click(await button('See its rules as filters'))
    await focused(() => screen.getByRole('heading', { name: 'Rules of the script “roundcube”' }))
    const list = within(await screen.findByRole('list', { name: /^Rules of the script/ }))
    const [first, second] = list.getAllByRole('listitem')
    expect(first?.textContent).toContain('A filter can do the same.')
    expect(second?.textContent).toContain('Rule on line 7')
    expect(second?.textContent).toContain('What it does: forwards it to a@b.example without a copy here.')
    expect(second?.textContent).toContain('if true { redirect "a@b.example"; }')
    expect(screen.getByText(/The others run on as they are written, in a script “roundcube \(rest\)”/)).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('becomes filters and runs again by one button, which keeps the focus, and by Undo', async () => {
    const { user, kept } = await open(state(), '/settings/filters?script=roundcube')
    await user.click(await button('Make a filter of it'))
    await focused(() => screen.getByRole('button', { name: 'Go back to the script' }))
    expect(screen.getByText(/is kept as it was and does not run/)).toBeTruthy()
    await eventually(() => expect(useOutcome().shown?.text).toContain('1 filter made of the script “roundcube”'))
    await user.click(screen.getByRole('button', { name: 'Go back to the script' }))
    await focused(() => screen.getByRole('button', { name: 'Make a filter of it' }))
    await useOutcome().undoLatest()
    expect(kept.asked.map(({ change }) => change)).toEqual(['take', 'return', 'take'])
    await button('Go back to the script')
  })

  it('says why no filters can be made of it', async () => {
    await open(state({ takes: 0, rest: null, hindrance: 'not-first' }), '/settings/filters?script=roundcube')
    expect(await screen.findByText(/a rule that no filter can do comes first/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Make/ })).toBeNull()
    expect(screen.getByRole('link', { name: 'Open the scripts as text' })).toBeTruthy()
  })

  it('that was changed meanwhile is read again, and left alone', async () => {
    const { user, kept } = await open(state(), '/settings/filters?script=roundcube')
    await button('Make a filter of it')
    kept.state = state({ rules: [odd], takes: 0, rest: null, hindrance: 'not-first', version: 'elsewhere' })
    await user.click(await button('Make a filter of it'))
    expect(await screen.findByText(/a rule that no filter can do comes first/)).toBeTruthy()
    expect(kept.asked).toEqual([])
  })
})
