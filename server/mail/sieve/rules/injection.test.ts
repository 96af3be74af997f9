import { describe, expect, it } from 'vitest'
import type { Absence } from '#contract/absence.ts'
import { filter as filterSchema, type Filter, type FilterAction, type FilterCondition } from '#contract/filters.ts'
import { folderIdOf } from '../../reference-ids.ts'
import {
  check,
  commandsOf,
  isString,
  isTrivia,
  nameOf,
  parse,
  print,
  requiredCapabilities,
  stringValue,
  tokensOf,
} from '../language/index.ts'
import { noRules, readRules, type Rules, writeRules } from './rules-script.ts'

const hostile = [
  '"; discard; #',
  '"];}stop;{["',
  '\\"; redirect "x@y.example"; "',
  '\\',
  'a\\',
  '*/ discard; /*',
  '# curbcut-rule {"kind":"allowed"}',
  '${literal_dollar}{x} ${1} ${hex:22}',
  'text:\n.\n;discard;\n',
  '.\n.\r\n;stop;',
  '\u2028stop;\u2029',
  '{0+}\r\nx',
  '}}}} {"version":1}',
  '\u202e;potsi',
]
const around = { addresses: ['ada@example.gov'], insideDomains: ['example.gov'] }

/** All that a script says besides its texts. The variable for `$` is one of those. */
function bones(source: string): string {
  const commands = commandsOf(parse(source)).filter((command) => !print(command).includes('"literal_dollar"'))
  const tokens = commands.filter(({ name }) => nameOf(name) !== 'require').flatMap((command) => [...tokensOf(command)])
  return tokens
    .filter((token) => !isTrivia(token))
    .map((token) => (isString(token) ? '""' : token.text))
    .join(' ')
}

/** What the server will have of each: `${literal_dollar}` is a sign where variables are replaced. */
function textsIn(source: string): string[] {
  const script = parse(source)
  const replaced = requiredCapabilities(script).includes('variables') ? '${literal_dollar}' : '$'
  return [...tokensOf(script)].filter(isString).map((token) =>
    stringValue(token)
      .replaceAll(replaced, () => '$')
      .replaceAll('\r\n', '\n'),
  )
}

function expectOnlyText(rules: (text: string) => Rules, text: string, isWritten = true): void {
  const [source, plain] = [writeRules(rules(text), around), writeRules(rules('harmless'), around)]
  const script = parse(source)
  expect(script.problems.length > 0 ? script.problems : check(script)).toEqual([])
  expect(bones(source)).toBe(bones(plain))
  if (isWritten) expect(textsIn(source).some((each) => each.includes(text.replaceAll('\r\n', '\n')))).toBe(true)
  expect(readRules(source)).toEqual({ rules: rules(text), isChanged: false })
}

const some: Filter = {
  ...{ name: 'Some', isOn: true, needs: 'all', stops: true },
  conditions: [{ on: 'subject', how: 'contains', value: 'x' }],
  actions: [{ do: 'mark-read' }],
}
const withFilter = (changes: Partial<Filter>): Rules => ({ ...noRules, filters: [{ ...some, ...changes }] })
const away: Absence = {
  ...{ isOn: true, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: 'x', outside: 'other', outsideText: 'y' },
}

describe('Whatever is typed into a rule', () => {
  it.each(hostile)('stays text in an answer: %j', (text) => {
    expectOnlyText(
      (typed) => ({ ...noRules, absence: { ...away, insideText: typed.replaceAll('\r', '') } }),
      text.replaceAll('\r', ''),
    )
    expectOnlyText(
      (typed) => ({ ...noRules, absence: { ...away, outsideText: typed.replaceAll('\r', '') } }),
      text.replaceAll('\r', ''),
    )
    expectOnlyText(
      (typed) => withFilter({ actions: [{ do: 'reply', text: typed.replaceAll('\r', '') }] }),
      text.replaceAll('\r', ''),
    )
    const marks = (words: string) => `{subject} ${words} {first name}{date}`
    const withMarks = (typed: string) =>
      withFilter({ actions: [{ do: 'reply', text: marks(typed.replaceAll('\r', '')) }] })
    expectOnlyText(withMarks, text.replaceAll('\r', ''))
    expectOnlyText(
      (typed) => withFilter({ actions: [{ do: 'reject', text: typed.replaceAll('\r', '') }] }),
      text.replaceAll('\r', ''),
    )
  })

  const conditions: ((value: string) => FilterCondition)[] = [
    ...(['contains', 'contains-not', 'is', 'begins', 'ends'] as const).flatMap((how) => [
      (value: string): FilterCondition => ({ on: 'subject', how, value }),
      (value: string): FilterCondition => ({ on: 'from', how, value }),
      (value: string): FilterCondition => ({ on: 'header', name: 'X-Note', how, value }),
      (value: string): FilterCondition => ({ on: 'attachment-name', how, value }),
    ]),
    (value) => ({ on: 'recipient', how: 'domain', value }),
    (value) => ({ on: 'body', how: 'contains', value }),
    (value) => ({ on: 'list', value }),
    (value) => ({ on: 'group', needs: 'any', conditions: [{ on: 'cc', how: 'is', value }] }),
  ]

  it.each(hostile)('stays text in every condition, with and without an answer beside it: %j', (text) => {
    const oneLine = text.replace(/[\r\n]+/g, ' ')
    for (const make of conditions)
      for (const actions of [some.actions, [{ do: 'reply', text: 'Thanks' } satisfies FilterAction]])
        // As a pattern it is spelled otherwise.
        expectOnlyText((value) => withFilter({ conditions: [make(value)], actions }), oneLine, false)
  })

  it.each(hostile)('is known again as ours beside a rule that needs what it does not: %j', (text) => {
    const value = text.replace(/[\r\n]+/g, ' ')
    const filters = [{ ...some, conditions: [{ on: 'subject', how: 'contains', value }] }] satisfies Filter[]
    const beside = { ...some, actions: [{ do: 'reply', text: 'Thanks' }] } satisfies Filter
    for (const all of [filters, [...filters, beside], [beside, ...filters]])
      expect(readRules(writeRules({ ...noRules, filters: all }, around))).toEqual({
        ...{ rules: { ...noRules, filters: all }, isChanged: false },
      })
  })

  it.each(hostile)('stays text as the name of a filter and of a folder: %j', (text) => {
    const oneLine = text.replace(/\p{Cc}+/gu, ' ').trim()
    expectOnlyText((name) => withFilter({ name }), oneLine, false)
    for (const what of ['move', 'copy'] as const)
      expectOnlyText((folder) => withFilter({ actions: [{ do: what, folderId: folderIdOf(folder) }] }), oneLine)
  })

  it.each(hostile)('is refused where it cannot be a field, a label or an address: %j', (text) => {
    const refused = (changes: object) => filterSchema.safeParse({ ...some, ...changes }).success
    expect(refused({ conditions: [{ on: 'header', name: `X:${text} `, how: 'is', value: 'x' }] })).toBe(false)
    expect(refused({ actions: [{ do: 'label', keyword: `${text} "` }] })).toBe(false)
    expect(refused({ actions: [{ do: 'forward', address: `${text}"@y.example` }] })).toBe(false)
  })
})
