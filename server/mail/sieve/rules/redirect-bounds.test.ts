import { describe, expect, it } from 'vitest'
import type { Absence } from '#contract/absence.ts'
import type { Filter } from '#contract/filters.ts'
import { isProblem } from '#server/problem.ts'
import { refuseNewRedirects } from './redirect-bounds.ts'
import { noRules, type Rules } from './rules-script.ts'

const colleague = 'ben@example.gov'
const away: Absence = {
  ...{ isOn: true, startsAtMs: 1, endsAtMs: 9, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: 'Away', outside: 'same', outsideText: '' },
}
const copied = { ...away, colleague }
const forwards: Filter = {
  ...{ name: 'On', isOn: true, needs: 'all', conditions: [{ on: 'junk' }], stops: false },
  actions: [{ do: 'forward', address: colleague }],
}

const outcome = (before: Partial<Rules>, next: Partial<Rules>, state = {}) => {
  const known = { rules: { ...noRules, ...before }, isChanged: false, runs: true, ...state }
  try {
    refuseNewRedirects(known, { ...noRules, ...before, ...next })
    return 'saved'
  } catch (error) {
    return isProblem(error) ? (error.details.fields?.[0]?.code ?? error.type) : error
  }
}

describe('Who sees to the out of office of another', () => {
  it.each<[string, Absence | null, Absence, string]>([
    ['sets one', null, away, 'saved'],
    ['changes words beside copies', copied, { ...copied, insideText: 'Other' }, 'saved'],
    ['turns copies off with the rest', copied, { ...copied, isOn: false }, 'saved'],
    ['ends copies', copied, away, 'saved'],
    ['begins copies', away, copied, 'owner-only'],
    ['sends them to somebody else', copied, { ...copied, colleague: 'me@example.gov' }, 'owner-only'],
    ['names somebody for later', { ...away, isOn: false }, { ...copied, isOn: false }, 'owner-only'],
    ['turns copies on again', { ...copied, isOn: false }, copied, 'owner-only'],
    ['lets them go on for longer', copied, { ...copied, endsAtMs: 99 }, 'owner-only'],
    ['lets them begin earlier', copied, { ...copied, startsAtMs: null }, 'owner-only'],
  ])('%s', (_what, before, absence, expected) => {
    expect(outcome({ absence: before }, { absence })).toBe(expected)
  })

  it.each([
    ['filters that forward', { filters: [forwards] }],
    ['a forwarding', { forwarding: { isOn: true, targets: [colleague], keepsCopy: true } }],
  ])('saves beside %s that runs, and sets none going that does not', (_what, before) => {
    expect(outcome(before, { absence: away })).toBe('saved')
    expect(outcome(before, { absence: away }, { runs: false })).toBe('not-allowed')
    expect(outcome(before, { absence: away }, { isChanged: true })).toBe('not-allowed')
    expect(outcome({}, { absence: away }, { runs: false })).toBe('saved')
  })
})
