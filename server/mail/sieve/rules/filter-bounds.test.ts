import { describe, expect, it } from 'vitest'
import type { Filter, FilterAction } from '#contract/filters.ts'
import type { FolderId } from '#contract/ids.ts'
import { isProblem } from '#server/problem.ts'
import { boundsOf, refuseOutOfBounds } from './filter-bounds.ts'
import { noRules } from './rules-script.ts'

const [seen, unseen] = ['seen', 'unseen'] as FolderId[] as [FolderId, FolderId]
const reach = { folderIds: new Set([seen]), answers: false }
const some = (name: string, action: FilterAction, changes: Partial<Filter> = {}): Filter => ({
  ...{ name, isOn: true, needs: 'all', conditions: [{ on: 'junk' }], actions: [action], stops: false },
  ...changes,
})
const stop = some('stop', { do: 'flag' }, { stops: true })
const forward = some('forward', { do: 'forward', address: 'ben@example.gov' })
const reject = some('reject', { do: 'reject', text: 'No' })
const discard = some('discard', { do: 'discard' }, { stops: true })
const hidden = some('hidden', { do: 'move', folderId: unseen }, { stops: true })
const reply = some('reply', { do: 'reply', text: 'Thanks' })
const news = some('news', { do: 'move', folderId: seen })
const read = some('read', { do: 'mark-read' })
const flag = some('flag', { do: 'flag' })
const before = [stop, forward, news, read]

const outcome = (was: Filter[], next: Filter[], state = {}, its = reach) => {
  const known = { rules: { ...noRules, filters: was }, isChanged: false, runs: true, otherScript: null, ...state }
  try {
    refuseOutOfBounds(known, next, its)
    return 'saved'
  } catch (error) {
    const [fault] = isProblem(error) ? (error.details.fields ?? []) : []
    if (fault) return `${fault.code} ${fault.field}`
    return isProblem(error) ? error.type : error
  }
}
const off = (filter: Filter): Filter => ({ ...filter, isOn: false })

describe('Who sees to the filters of another', () => {
  it.each<[string, Filter[], Filter[]]>([
    ['adds one', before, [...before, flag]],
    ['adds one to none', [], [news]],
    ['adds one after what files where they do not look', [hidden], [hidden, news]],
    ['puts one right after what is fixed', before, [stop, forward, flag, news, read]],
    ['has others take other turns', before, [stop, forward, read, news]],
    ['changes one', before, [stop, forward, { ...news, name: 'News', stops: true }, read]],
    ['turns one off', before, [stop, forward, off(news), read]],
    ['takes one away', before, [stop, forward, read]],
    ['leaves all as it is', before, [...before]],
  ])('%s', (_what, was, next) => {
    expect(outcome(was, next)).toBe('saved')
  })

  it.each<[string, Filter[], Filter[], string]>([
    ['forwards', before, [...before, forward], 'filters.4.actions.0'],
    ['forwards by one that is off', [], [off(forward)], 'filters.0.actions.0'],
    ['rejects', before, [...before, reject], 'filters.4.actions.0'],
    ['throws away', before, [...before, discard], 'filters.4.actions.0'],
    ['answers', [], [reply], 'filters.0.actions.0'],
    [
      ...(['hides throwing away in one that they change', before] as const),
      [stop, forward, { ...news, actions: [{ do: 'mark-read' }, { do: 'discard' }] }, read],
      'filters.2.actions.1',
    ],
    ['files where they do not look', before, [...before, hidden], 'filters.4.actions.0'],
    ['files a second time where they do not look', [hidden], [hidden, hidden], 'filters.1.actions.0'],
    ['copies there', [], [some('copy', { do: 'copy', folderId: unseen })], 'filters.0.actions.0'],
    ['puts one before what is fixed', before, [flag, ...before], 'filters.0'],
    ['moves what is fixed', before, [forward, stop, news, read], 'filters.0'],
    ['turns off what is fixed', before, [stop, off(forward), news, read], 'filters.1'],
    ['turns off what keeps mail from a forwarding', before, [off(stop), forward, news, read], 'filters.0'],
    ['narrows it', before, [{ ...stop, needs: 'any' }, forward, news, read], 'filters.0'],
    ['has it stop nothing', before, [{ ...stop, stops: false }, forward, news, read], 'filters.0'],
    ['takes it away', before, [forward, news, read], 'filters.0'],
    ['takes all away', before, [], 'filters.0'],
    ['turns on a forwarding that is off', [off(forward)], [forward], 'filters.0'],
    ['changes the name of what rejects', [reject], [{ ...reject, name: 'mine' }], 'filters.0'],
    ['moves one before what throws away', [news, discard], [discard, news], 'filters.0'],
    ['copies what goes to where they do not look', [hidden], [news, hidden], 'filters.0'],
    ['turns off what files there', [hidden], [off(hidden)], 'filters.0'],
    ['takes that away', [hidden, news], [news], 'filters.0'],
    ['takes away what answers', [reply], [], 'filters.0'],
  ])('never %s', (_what, was, next, field) => {
    expect(outcome(was, next)).toBe(`owner-only ${field}`)
  })

  it('answers only where they see to what answers as well', () => {
    expect(outcome([], [reply], {}, { ...reach, answers: true })).toBe('saved')
    expect(outcome([reply], [], {}, { ...reach, answers: true })).toBe('saved')
  })

  it.each([
    ['another program changed the rules', before, { isChanged: true }],
    ['the rules do not run', before, { runs: false }],
    ['rules of another program run beside them', before, { otherScript: 'roundcube' }],
    ['what is moved to where they do not look goes on', [{ ...hidden, stops: false }], {}],
    ['what is thrown away goes on', [{ ...discard, stops: false }], {}],
  ])('saves nothing while %s', (_what, was, state) => {
    expect(outcome(was, [...was, flag], state)).toBe('not-allowed')
    expect(outcome(was, [...was], state)).toBe('saved')
  })

  it('begins where nothing ran, and without any folder files nowhere', () => {
    expect(outcome([], [read], { runs: false })).toBe('saved')
    const known = { rules: noRules, isChanged: false, runs: true, otherScript: null }
    expect(() => refuseOutOfBounds(known, [news])).toThrow()
  })

  it('is told what they may not change', () => {
    const known = { rules: { ...noRules, filters: before }, isChanged: false, runs: true, otherScript: null }
    expect(boundsOf(known, reach)).toEqual({ held: null, fixed: 2 })
    expect(boundsOf({ ...known, rules: { ...noRules, filters: [...before, reply] } }, reach).fixed).toBe(5)
  })
})
