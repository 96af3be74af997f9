import { describe, expect, it } from 'vitest'
import { compareCatalogues, flatten } from './catalogue.ts'
import { idleAllowances, pointingFaults } from './pointing-words.ts'
import { compareUsage, findUsages, problemUsages } from './usage.ts'

const english = new Map([
  ['list.unread', '{count} unread | {count} unread'],
  ['list.empty', 'Nothing here'],
])
const areas = new Set(['list', 'problems'])
const uses = (source: string) => findUsages('x.ts', source, areas).map(({ key }) => key)

describe('catalogues', () => {
  it('are read into one flat list of keys', () => {
    expect(flatten('list', { empty: 'Nothing', row: { unread: 'unread' } })).toEqual([
      ['list.empty', 'Nothing'],
      ['list.row.unread', 'unread'],
    ])
  })

  it('pass when they agree', () => {
    const spanish = new Map([
      ['list.unread', '{count} sin leer'],
      ['list.empty', 'Nada'],
    ])
    expect(
      compareCatalogues(
        new Map([
          ['en', english],
          ['es', spanish],
        ]),
        'en',
      ),
    ).toEqual([])
  })

  it('fail on a missing key, a key too many, another placeholder and an empty text', () => {
    const spanish = new Map([
      ['list.unread', '{n} sin leer'],
      ['list.extra', ' '],
    ])
    expect(
      compareCatalogues(
        new Map([
          ['en', english],
          ['es', spanish],
        ]),
        'en',
      ),
    ).toEqual([
      'es: list.extra is empty',
      'es: list.unread has placeholders {n}, en has {count}',
      'es: list.empty is missing',
      'en: list.extra is missing, es has it',
    ])
  })

  it('fail when the reference is not there', () => {
    expect(compareCatalogues(new Map(), 'en')).toHaveLength(1)
  })
})

describe('used messages', () => {
  it('are found in script and template', () => {
    expect(uses(`t('list.unread', { count })`)).toEqual(['list.unread'])
    expect(uses(`<b :title="t('list.empty')">{{ t("list.unread") }}</b>`)).toEqual(['list.empty', 'list.unread'])
  })

  it('are not looked for in comments, other areas and file names', () => {
    expect(uses(`// 'list.unread'\n/* 'list.empty' */ import 'list.ts'; go('folder.open')`)).toEqual([])
  })

  it('are neither expressions of a template nor names of actions', () => {
    expect(uses(`<b @keydown="list.onKey" :title="list.title" v-if="list.isOpen" label="list.empty" />`)).toEqual([
      'list.empty',
    ])
    expect(uses(`{ id: 'list.next', labelKey: 'list.unread' }`)).toEqual(['list.unread'])
  })

  it('may be named in part', () => {
    const usages = findUsages('x.ts', 't(`list.${state}`)', areas)
    expect(compareUsage(usages, new Set(english.keys()))).toEqual([])
    expect(compareUsage(usages, new Set(['problems.unexpected']))).toEqual([
      'x.ts: list.${state} has no message',
      'problems.unexpected is used nowhere',
    ])
  })

  it('fail when there is no message, and messages fail when there is no use', () => {
    const usages = findUsages('x.ts', `t('list.gone')`, areas)
    expect(compareUsage(usages, new Set(['list.empty']))).toEqual([
      'x.ts: list.gone has no message',
      'list.empty is used nowhere',
    ])
  })

  it('hold a sentence for each problem of the contract', () => {
    expect(compareUsage(problemUsages(['not-found']), new Set())).toEqual([
      'contract/problem.ts: problems.not-found has no message',
    ])
  })
})

describe('pointing words', () => {
  const catalogue = new Map([
    ['list.hint', 'Press the button on the Right'],
    ['list.copyright', 'Brightness of bored greengrocers'],
  ])

  it('are found as whole words', () => {
    expect(pointingFaults('en', catalogue, {})).toEqual(['en: list.hint points with "Right"; name the thing instead'])
  })

  it('may stand where a reason is given, as long as they stand there', () => {
    expect(pointingFaults('en', catalogue, { 'list.hint': 'why not' })).toEqual([])
    expect(idleAllowances(new Map([['en', catalogue]]), { 'list.hint': 'why not' })).toEqual([])
    expect(idleAllowances(new Map([['en', catalogue]]), { 'list.gone': 'why not' })).toHaveLength(1)
  })
})
