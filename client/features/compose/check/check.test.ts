import { describe, expect, it } from 'vitest'
import { type Draft } from '#client/mail/draft.ts'
import { isRichDocument, type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { documentFromText } from '#client/mail/editor/document/from-text.ts'
import { findInDraft } from './find-in-draft.ts'
import { findInDocument } from './find-in-document.ts'
import { mendDocument } from './mend-document.ts'

const text = (words: string, ...marks: RichNode['marks'] & object): RichNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 && { marks }),
})
const strong = { type: 'strong' as const }
const link = (href: string) => ({ type: 'link' as const, attrs: { href } })
const p = (...content: RichNode[]): RichNode => ({ type: 'paragraph', attrs: { dir: null }, content })
const lineBreak: RichNode = { type: 'hard_break' }
const documentOf = (...content: RichNode[]): RichDocument => ({
  type: 'doc',
  attrs: { lang: null, dir: null },
  content,
})
const cells = (...words: string[]): RichNode => ({
  type: 'table_row',
  content: words.map((each) => ({ type: 'table_cell', attrs: { colspan: 1, rowspan: 1 }, content: [p(text(each))] })),
})
const kinds = (document: RichDocument) => findInDocument(document).map(({ kind, what }) => `${kind}: ${what}`)

const faulty = documentOf(
  p(text('Agenda', strong)),
  p(text('- One'), lineBreak, text('- Two', strong)),
  p(text('1) First')),
  p(text('2) Second')),
  p(text('Read '), text('click here', link('https://example.gov/a')), text('.')),
  { type: 'table', content: [cells('Room', 'Key'), cells('210', 'Ben')] },
)

describe('What is found in formatted text', () => {
  it('is what only looks like structure, and what does not say where it leads', () => {
    expect(kinds(faulty)).toEqual([
      'heading: Agenda',
      'list: - One',
      'list: 1) First',
      'link: click here',
      'tableHeader: Room Key',
    ])
  })

  it('is nothing in text that is as it should be', () => {
    const good = documentOf(
      { type: 'heading', attrs: { level: 2, dir: null }, content: [text('Agenda', strong)] },
      p(text('Please note.', strong)),
      p(text('Bold', strong), text(' at the beginning')),
      p(text('- one dash alone')),
      p(text('The plan', link('https://example.gov/a'))),
      p(text('https://example.gov', link('https://example.gov'))),
    )
    expect(kinds(good)).toEqual([])
  })

  it('is nothing that others wrote', () => {
    expect(kinds(documentOf(p(), { type: 'blockquote', content: faulty.content }))).toEqual([])
    const forwarded = documentFromText('From: Ann <ann@a.example>\nTo: Bob <bob@b.example>').content
    expect(
      kinds(documentOf(p(), { type: 'horizontal_rule' }, p(text('Forwarded')), ...forwarded, ...faulty.content)),
    ).toEqual([])
  })

  it('is mended one by one until nothing is left, with all words kept', () => {
    let document = faulty
    for (let step = 0; step < 5; step += 1) {
      const [first] = findInDocument(document)
      if (first) document = mendDocument(document, first, 'the plan of the ramp')
    }
    expect(kinds(document)).toEqual([])
    expect(isRichDocument(document)).toBe(true)
    expect(plainTextOf(document)).toBe(
      '# Agenda\n\n- One\n- Two\n\n1. First\n2. Second\n\nRead the plan of the ramp <https://example.gov/a>.\n\nRoom | Key\n210 | Ben',
    )
    expect(JSON.stringify(document)).toContain('table_header')
  })
})

describe('Several links of one paragraph that lead to the same place', () => {
  it('are mended each for itself, with the words of the others kept', () => {
    const place = link('https://example.gov/a')
    let document = documentOf(
      p(
        text('The plan', place),
        text(' is '),
        text('her', place),
        text('e', strong, place),
        text(', or '),
        text('click here', place),
      ),
    )
    const found = findInDocument(document)
    expect(kinds(document)).toEqual(['link: here', 'link: click here'])
    expect(new Set(found.map(({ key }) => key)).size).toBe(2)
    document = mendDocument(document, found[1]!, 'in the library')
    expect(kinds(document)).toEqual(['link: here'])
    document = mendDocument(document, found[0]!, 'on the page of the plan')
    expect(document.content[0]?.content?.map(({ text: words }) => words).join('')).toBe(
      'The plan is on the page of the plan, or in the library',
    )
    expect(kinds(document)).toEqual([])
  })
})

describe('A table whose columns nobody has named', () => {
  const named = (...words: string[]): RichNode => {
    const row = cells(...words)
    return { ...row, content: (row.content ?? []).map((cell) => ({ ...cell, type: 'table_header' as const })) }
  }
  const empty: RichNode = {
    ...named('', ''),
    content: [1, 2].map(() => ({ type: 'table_header' as const, attrs: { colspan: 1, rowspan: 1 }, content: [p()] })),
  }

  it('is found although its first row is one of headers, and the first row with words names them', () => {
    const unnamed = documentOf({ type: 'table', content: [empty, cells('Room', 'Key'), cells('210', 'Ben')] })
    expect(kinds(unnamed)).toEqual(['tableHeader: Room Key'])
    const mended = mendDocument(unnamed, findInDocument(unnamed)[0]!, '')
    expect(isRichDocument(mended)).toBe(true)
    expect(kinds(mended)).toEqual([])
    expect(mended.content[0]?.content).toEqual([named('Room', 'Key'), cells('210', 'Ben')])
  })

  it('is nothing to ask about where one name is there, or nothing at all', () => {
    const corner: RichNode = { ...empty, content: [...(empty.content ?? []).slice(1), ...(named('Key').content ?? [])] }
    expect(kinds(documentOf({ type: 'table', content: [corner, cells('210', 'Ben')] }))).toEqual([])
    expect(kinds(documentOf({ type: 'table', content: [empty] }))).toEqual([])
  })
})

describe('A table that never ends', () => {
  const header = (words: string): RichNode => ({
    type: 'table_row',
    content: [{ type: 'table_header', attrs: { colspan: 1, rowspan: 1 }, content: [p(text(words))] }],
  })
  const rows = (count: number) => Array.from({ length: count }, (_, n) => cells(`Room ${n}`))
  const spanning = (row: RichNode): RichNode => ({
    ...row,
    content: (row.content ?? []).map((cell) => ({ ...cell, attrs: { colspan: 1, rowspan: 3 } })),
  })

  it('is found, and becomes several with the names of the columns, with nothing lost', () => {
    const long = documentOf({ type: 'table', content: [header('Room'), ...rows(40)] })
    expect(kinds(long)).toEqual(['tableLength: Room'])
    const mended = mendDocument(long, findInDocument(long)[0]!, '')
    expect(isRichDocument(mended)).toBe(true)
    expect(kinds(mended)).toEqual([])
    const tables = mended.content.filter(({ type }) => type === 'table')
    expect(tables.map(({ content }) => content?.length)).toEqual([16, 16, 11])
    expect(plainTextOf(mended).match(/Room \d+/g)).toEqual(plainTextOf(long).match(/Room \d+/g))
  })

  it('is not cut where a cell spans rows, and a short one is left alone', () => {
    const long = [header('Room'), ...rows(14), spanning(cells('Hall')), ...rows(30)]
    const [first] = mendedTables(documentOf({ type: 'table', content: long }))
    expect(first?.content).toHaveLength(18)
    expect(kinds(documentOf({ type: 'table', content: [header('Room'), ...rows(29)] }))).toEqual([])
  })

  const mendedTables = (document: RichDocument) =>
    mendDocument(document, findInDocument(document)[0]!, '').content.filter(({ type }) => type === 'table')
})

describe('What is found in a draft', () => {
  const draft = (changes: Partial<Draft>) =>
    ({
      ...{ to: [], cc: [], bcc: [], subject: 'x', text: '', document: null, files: [], prefilledText: '' },
      ...changes,
    }) as unknown as Draft
  const found = (changes: Partial<Draft>, silenced = {}) =>
    findInDraft(draft(changes), ['example.gov'], silenced).map(({ kind, what, count }) => `${kind} ${what} ${count}`)

  it.each([
    ['I have attached the plan.', 'attached'],
    ['Adjunto el plano.', 'Adjunto'],
    ['Im Anhang der Plan.', 'Anhang'],
    ['Vous trouverez ci-joint le plan.', 'ci-joint'],
  ])('a promised file: %s', (words, promise) => {
    expect(found({ text: words })).toEqual([`attachment ${promise} 1`])
    expect(found({ text: words, document: documentFromText(words) })).toEqual([`attachment ${promise} 1`])
  })

  it('no promise of others, and none that is kept', () => {
    const quoted = 'Thanks!\n\nAnn wrote:\n> see attached'
    expect(found({ text: quoted })).toEqual([])
    expect(found({ text: quoted, document: documentFromText(quoted) })).toEqual([])
    expect(found({ text: 'Thanks!\nsee attached', prefilledText: 'see attached' })).toEqual([])
    const files = [{ key: '2', name: 'a', sizeBytes: 1, uploadId: null, part: null, state: 'here' as const }]
    expect(found({ text: 'attached', files })).toEqual([])
  })

  it('many people outside who would see each other', () => {
    const people = (count: number, domain: string) =>
      Array.from({ length: count }, (_, n) => ({ name: '', address: `p${n}@${domain}` }))
    expect(found({ to: people(21, 'a.example') })).toEqual(['visible  21'])
    expect(found({ to: people(20, 'a.example'), cc: people(40, 'mail.example.gov') }, { outside: true })).toEqual([])
    expect(found({ bcc: people(21, 'a.example') })).toEqual([])
  })

  it('somebody outside among colleagues, whom the answered message did not bring along', () => {
    const [ben, ann] = ['ben@example.gov', 'ann@a.example'].map((address) => ({ name: '', address }))
    const both = { to: [ben, ann] as Draft['to'] }
    expect(found(both)).toEqual(['outside ann@a.example 1'])
    expect(found({ to: both.to.slice(0, 1), bcc: both.to.slice(1) })).toEqual(['outside ann@a.example 1'])
    expect(found({ ...both, brought: ['Ann@a.example'] })).toEqual([])
    expect(found({ to: both.to.slice(1) })).toEqual([])
  })

  it.each([
    ['Please check the dates in red.', 'in red'],
    ['What is marked yellow has to go', 'marked yellow'],
    ['Las fechas en rojo son nuevas', 'en rojo'],
    ['Das gelb Markierte, und in Rot: neu', 'in Rot'],
    ['Les dates en rouge', 'en rouge'],
  ])('what only a colour says: %s', (words, colour) => expect(found({ text: words })).toEqual([`colour ${colour} 1`]))

  it.each([
    'We are in red tape.',
    'She lives in Green Street',
    'The colour in redder bricks',
    'en verdad',
    '> in red.',
  ])('no colour that is not meant: %s', (words) => expect(found({ text: words })).toEqual([]))

  it('marks of a template that nobody filled in, of the person’s own words', () => {
    expect(found({ text: 'Dear {first name},\nsee {clause 3}.\n> {name}' })).toEqual(['mark {first name} 1'])
    expect(found({ subject: 'For {nombre}' })).toEqual(['mark {nombre} 1'])
  })

  it('nothing the person does not want to be asked about', () => {
    expect(found({ subject: '' })).toEqual(['subject  1'])
    expect(found({ subject: '' }, { subject: true })).toEqual([])
  })
})
