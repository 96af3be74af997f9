import { describe, expect, it } from 'vitest'
import { diceFor } from '#platform/seed/random.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { corpus } from '../../language/testing/corpus.ts'
import { anyScript, damaged } from '../../language/testing/fuzz.ts'
import { readForeign } from './read-foreign.ts'

const rulesOf = (source: string) => readForeign(source, 'theirs')
const only = (test: string, done = 'fileinto "A";') =>
  rulesOf(`require ["fileinto","copy","imap4flags","body"];\r\nif ${test} { ${done} }`)?.[0]?.filter ?? null

describe('A rule of another program', () => {
  it.each([
    ['header :contains "subject" "a"', [{ on: 'subject', how: 'contains', value: 'a' }]],
    ['header :is "X-Odd" "a"', [{ on: 'header', name: 'X-Odd', how: 'is', value: 'a' }]],
    ['header :contains ["From"] ["a"]', [{ on: 'from', how: 'contains', value: 'a' }]],
    ['not header :contains "cc" "a"', [{ on: 'cc', how: 'contains-not', value: 'a' }]],
    ['header :contains ["to","cc","bcc"] "a"', [{ on: 'recipient', how: 'contains', value: 'a' }]],
    ['header :matches "subject" "a\\\\*b*"', [{ on: 'subject', how: 'begins', value: 'a*b' }]],
    ['header :matches "subject" "*a"', [{ on: 'subject', how: 'ends', value: 'a' }]],
    ['address :is "from" "a@b.example"', [{ on: 'from', how: 'is', value: 'a@b.example' }]],
    ['address :domain :is "from" "b.example"', [{ on: 'from', how: 'domain', value: 'b.example' }]],
    ['address :all :comparator "i;ascii-casemap" :is "to" "a"', [{ on: 'to', how: 'is', value: 'a' }]],
    ['size :over 2M', [{ on: 'size', how: 'over', kilobytes: 2048 }]],
    ['body :text :contains "a"', [{ on: 'body', how: 'contains', value: 'a' }]],
    ['header :contains "List-Id" "<a.b>"', [{ on: 'list', value: 'a.b' }]],
  ])('is a filter where it says what a filter can say: %s', (test, conditions) => {
    expect(only(test)).toMatchObject({ conditions, isOn: true })
  })

  it.each([
    ['a tag that filters lack', 'header :mime :contains "subject" "a"'],
    ['another comparator', 'header :comparator "i;octet" :is "subject" "a"'],
    ['a pattern inside', 'header :matches "subject" "a*b"'],
    ['a question mark', 'header :matches "subject" "a?*"'],
    ['a size of odd bytes', 'size :over 1000'],
    ['every message', 'true'],
    ['whether a field is there', 'exists "X-Odd"'],
    ['no comparison a filter denies', 'not header :is "subject" "a"'],
    ['two levels of groups', 'anyof (allof (size :over 1K, anyof (size :under 2K, size :under 3K)))'],
    ['a part of an address', 'address :localpart :is "from" "a"'],
    ['nothing to compare with', 'header :contains "subject" ""'],
  ])('stays as it is written with %s', (_what, test) => expect(only(test)).toBeNull())

  it('has its actions, with a mark before what is filed', () => {
    const actions = (done: string) => only('size :over 1K', done)?.actions ?? null
    const [a, b] = [folderIdOf('A'), folderIdOf('B')]
    expect(actions('addflag ["\\\\Seen","$x"]; fileinto :copy "A"; fileinto "B";')).toEqual([
      { do: 'mark-read' },
      { do: 'label', keyword: '$x' },
      { do: 'copy', folderId: a },
      { do: 'move', folderId: b },
    ])
    expect(actions('fileinto "A"; fileinto "B";')).toEqual([
      { do: 'copy', folderId: a },
      { do: 'move', folderId: b },
    ])
    expect(only('size :over 1K', 'discard; stop;')).toMatchObject({ actions: [{ do: 'discard' }], stops: true })
    for (const done of [
      ...['fileinto "A"; addflag "\\\\Seen";', 'setflag "\\\\Seen";', 'addflag "\\\\Deleted";', 'stop;', 'keep;'],
      ...['redirect "a@b.example";', 'stop; discard;', 'fileinto "A"; discard;', ''],
    ])
      expect([done, actions(done)]).toEqual([done, null])
  })

  it('is off where its test stands beside `if false`, as some programs write it', () => {
    const source = `# rule:[Sale]\r\nif false # allof (header :contains "subject" "sale")\r\n{\r\n\tdiscard;\r\n}\r\n`
    expect(rulesOf(source)).toMatchObject([{ name: 'Sale', filter: { name: 'Sale', isOn: false, needs: 'all' } }])
  })

  it('is one with its alternatives, and says what it does and looks at', () => {
    const source = [
      'require ["fileinto","envelope","vacation"];',
      '# Of my own',
      'if envelope "from" "a@b.example" { fileinto "A"; }',
      'elsif header :contains "subject" "x" { redirect "a@b.example"; stop; }',
      'vacation "Away";',
    ]
    expect(rulesOf(source.join('\r\n'))).toMatchObject([
      {
        ...{ name: 'Of my own', line: 3, filter: null },
        deeds: [
          { what: 'move', value: 'A' },
          { what: 'forward', value: 'a@b.example' },
          { what: 'stop', value: '' },
        ],
        looks: [
          { what: 'envelope', value: '' },
          { what: 'field', value: 'subject' },
        ],
      },
      { name: '', filter: null, deeds: [{ what: 'reply', value: '' }], looks: [] },
    ])
  })

  it('stays where what it compares with may be made of variables', () => {
    const rule = 'if header :contains "subject" "${a}" { discard; }'
    expect(rulesOf(`require "variables";\r\n${rule}`)).toMatchObject([{ filter: null }])
    expect(rulesOf(rule)).toMatchObject([{ filter: { conditions: [{ value: '${a}' }] } }])
  })
})

describe('Scripts of other programs', () => {
  const understood = (file: string) => {
    const script = corpus().find(({ name }) => name === file)
    return rulesOf(script?.source ?? '')?.map(({ name, filter }) => `${name}: ${filter ? 'filter' : 'stays'}`)
  }

  it('give what filters can do, rule by rule, by their names', () => {
    expect(understood('roundcube-disabled.sieve')).toEqual([
      'Switched off: filter',
      'Ünïcode – “quotes” & 日本語: filter',
    ])
    expect(understood('roundcube-folders.sieve')).toEqual([
      'Newsletters: filter',
      'Boss: mark and keep: stays',
      'Copies for the archive: stays',
    ])
    expect(understood('nextcloud-filters.sieve')).toEqual(['something of my own: stays', 'Invoices: filter'])
    expect(understood('ingo-rules.sieve')?.at(-1)).toBe('Rule "Projects": filter')
    expect(understood('sogo-all.sieve')).toEqual([': stays', ': stays', ': stays'])
  })

  it('never make the reader fail, whatever is in them', () => {
    const dice = diceFor('foreign scripts')
    const whole = corpus().map(({ source }) => source)
    for (let round = 0; round < 1_500; round += 1) {
      const source = round % 3 === 0 ? anyScript(dice) : damaged(dice, dice.pick(whole))
      const rules = rulesOf(source)
      if (rules !== null) expect(rules.every(({ line, start }) => line >= 1 && start >= 0)).toBe(true)
    }
  })
})
