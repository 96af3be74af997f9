import { describe, expect, it } from 'vitest'
import { isRichDocument, type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { linksOf, plainTextOf } from '#contract/rich-text-words.ts'
import { fitDepth } from './fit-depth.ts'
import { documentFromText } from './from-text.ts'
import { blocksFromTree, fromJson, sliceFromTree, toJson } from './from-tree.ts'
import { pastedTree } from './pasted-tree.ts'
import { pastedSamples } from './testing/pasted.ts'

const pasted = (html: string): RichDocument => ({
  type: 'doc',
  attrs: { lang: null, dir: null },
  content: blocksFromTree(pastedTree(html)),
})
const nodesOf = (node: RichNode): RichNode[] => [node, ...(node.content ?? []).flatMap(nodesOf)]

describe('Plain text made formatted', () => {
  const texts = [
    '',
    'One line',
    'One\nTwo\n\nThree',
    '# Title\n\n## Part\n\nWords',
    '- One\n- Two\n  - Inner\n- Three',
    '1. One\n2. Two',
    '7. Seven',
    '> Quoted\n>\n>> Deeper',
    'On Monday, Ann wrote:\n\n> Hello',
    'Before\n\n----------\n\nAfter',
    'See https://example.gov/plan.',
  ]
  for (const text of texts) {
    it(`and plain again is the same: ${JSON.stringify(text)}`, () => {
      const document = documentFromText(text)
      expect(isRichDocument(document)).toBe(true)
      expect(plainTextOf(document)).toBe(text)
      expect(plainTextOf(toJson(fromJson(document)))).toBe(text)
    })
  }

  it('keeps room above a quote', () => expect(documentFromText('\n\nAnn wrote:\n> x').content).toHaveLength(3))
  it('leads where an address leads', () => {
    const links = nodesOf(documentFromText('See <https://example.gov/a>, or https://example.gov/b.'))
    expect(links.flatMap(({ marks }) => marks ?? []).map(({ attrs }) => attrs?.['href'])).toEqual([
      'https://example.gov/a',
      'https://example.gov/b',
    ])
  })
})

describe('Formatted text made plain and formatted again', () => {
  /** The words of each link and where it leads; words without one are left out. */
  const linksIn = (document: RichDocument) =>
    nodesOf(document).flatMap(({ text, content, marks }) =>
      text === undefined && !content
        ? []
        : (marks ?? []).flatMap(({ attrs }) => (attrs?.['href'] ? [[text, attrs['href']]] : [])),
    )
  const thereAndBack = (html: string) => {
    const before = pasted(html)
    return { before, after: documentFromText(plainTextOf(before), linksOf(before)) }
  }
  const plan = 'https://example.gov/plan'
  const samples = {
    'words of a sentence': `<p>See the <a href="${plan}">plan of it</a>, please.</p>`,
    'in a heading, a quote and a list': `<h2><a href="${plan}">A</a></h2><blockquote><p>b <a href="${plan}?b">B</a></p></blockquote><ul><li>c <a href="${plan}?c">C (c)</a></li></ul>`,
    'words that stand elsewhere too': `<p>The plan: <a href="${plan}">plan</a> or <a href="${plan}?2">plan</a></p>`,
    'an address without its beginning':
      '<p>At <a href="https://example.gov/">example.gov</a>, not the.example.gov/a</p>',
    'an address for mail, with and without words':
      '<p><a href="mailto:ben@example.gov">Ben</a>, <a href="mailto:ada@example.gov">ada@example.gov</a></p>',
    'nothing but its address': `<p>See <a href="${plan}">${plan}</a></p>`,
    'struck out words': `<p><s>No</s> <a href="${plan}"><s>old</s> new</a> ~~ <s>more of it</s></p>`,
  }
  for (const [what, html] of Object.entries(samples)) {
    it(`is the same, and no word stands there twice: ${what}`, () => {
      const { before, after } = thereAndBack(html)
      expect(isRichDocument(after)).toBe(true)
      expect(toJson(fromJson(after))).toEqual(toJson(fromJson(before)))
    })
  }

  it('loses of links in bold words no more than that they were bold', () => {
    const { after } = thereAndBack(`<p><a href="${plan}">the <b>plan</b></a></p>`)
    expect(linksIn(after)).toEqual([['the plan', plan]])
  })

  it('loses no word of a link that is written otherwise now', () => {
    const before = documentFromText('See HTTPS://example.gov/A', [])
    const links = [{ words: 'the plan', written: `the plan <${plan}>`, href: plan }]
    expect(plainTextOf(documentFromText(`See THE PLAN <${plan}>.`, links))).toBe(`See THE PLAN ${plan}.`)
    expect(linksIn(documentFromText(`See THE PLAN <${plan}>.`, links))).toEqual([[plan, plan]])
    expect(linksIn(before)).toEqual([['HTTPS://example.gov/A', 'HTTPS://example.gov/A']])
  })

  it('keeps what was written meanwhile, and leads nowhere from words whose address was taken away', () => {
    const before = pasted(`<p>See the <a href="${plan}">plan</a>.</p>`)
    expect(linksIn(documentFromText('See the plan.', linksOf(before)))).toEqual([])
    const written = documentFromText(`Dear Ben\n\nSee the plan <${plan}>. And https://example.gov/b`, linksOf(before))
    expect(linksIn(written)).toEqual([
      ['plan', plan],
      ['https://example.gov/b', 'https://example.gov/b'],
    ])
  })
})

describe('What is pasted', () => {
  for (const { from, html, becomes } of pastedSamples) {
    it(`keeps its structure from ${from}`, () => {
      const document = pasted(html)
      expect(plainTextOf(document)).toBe(becomes)
      expect(isRichDocument(document)).toBe(true)
      expect(JSON.stringify(document)).not.toMatch(/style|color|class|javascript:|onerror/)
    })
  }

  it('keeps bold, and only where it is bold', () => {
    const bold = (html: string) =>
      nodesOf(pasted(html))
        .filter(({ marks }) => marks?.some(({ type }) => type === 'strong'))
        .map(({ text }) => text)
    expect(bold(pastedSamples[1]!.html)).toEqual(['must'])
    expect(bold('<p><span style="font-weight:bold">a</span><b>b</b>c</p>')).toEqual(['ab'])
  })

  it('says that the first row of a table names its columns, where it did', () => {
    const types = nodesOf(pasted(pastedSamples[3]!.html)).map(({ type }) => type)
    expect(types.filter((type) => type === 'table_header')).toHaveLength(2)
    expect(types.filter((type) => type === 'table_cell')).toHaveLength(2)
  })

  it('keeps its language, whether a word, a paragraph, a heading, an item or a cell says it', () => {
    const html = `<h1 lang="fr">Rampe</h1><p lang="de-CH">Die <b>Rampe</b></p><p>and <span lang="es">rampa</span></p><ul><li lang="it">salita</li></ul>
      <table><tr><th lang="nl">helling</th></tr></table><div lang="pl"><p>rampa dla</p></div><p lang="not a language">mine</p>`
    const spoken = nodesOf(pasted(html)).flatMap(({ text, marks }) => {
      const language = marks?.find(({ type }) => type === 'language')
      return text === undefined ? [] : [[text, language?.attrs?.['lang'] ?? null]]
    })
    expect(spoken).toEqual([
      ...[
        ['Rampe', 'fr'],
        ['Die ', 'de-CH'],
        ['Rampe', 'de-CH'],
      ],
      ...[
        ['and ', null],
        ['rampa', 'es'],
        ['salita', 'it'],
        ['helling', 'nl'],
        ['rampa dla', 'pl'],
        ['mine', null],
      ],
    ])
  })

  it('of a few words goes into the sentence one is writing', () => {
    const slice = sliceFromTree(pastedTree('<meta charset="utf-8"><span>two <b>words</b></span>'))
    expect(slice.content.content.map(({ isText, text }) => isText && text)).toEqual(['two ', 'words'])
  })
})

describe('What stands too deep', () => {
  it('is written flat, with all its words, so that it can be sent', () => {
    let inner = '<p>innermost</p>'
    for (let level = 30; level > 0; level -= 1) inner = `<blockquote><p>level ${level}</p>${inner}</blockquote>`
    const document = pasted(inner)
    expect(isRichDocument(document)).toBe(true)
    for (const words of ['level 1', 'level 30', 'innermost']) expect(plainTextOf(document)).toContain(words)
  })

  it('harms nobody, however much of it there is', () => {
    const text = documentFromText(`${'>'.repeat(50_000)} words\n${'- '.repeat(50_000)}x`)
    expect(isRichDocument(fitDepth(text))).toBe(true)
    const html = pasted(`${'<blockquote><ul><li>'.repeat(20_000)}words`)
    expect(isRichDocument(html)).toBe(true)
    expect(plainTextOf(html)).toContain('words')
  })

  it('changes nothing in what is not', () => {
    const document = documentFromText('- a\n  - b\n    - c\n\n> d')
    expect(fitDepth(document)).toEqual(document)
  })
})

describe('A text that is kept while it is written', () => {
  it('is made anew only where it was changed, and says so in both forms', () => {
    const before = fromJson(documentFromText('One\n\n- Two\n\nThree'))
    const after = before.replace(
      before.content.size - 1,
      before.content.size - 1,
      fromJson(documentFromText('!')).slice(1, 2),
    )
    const [first, next] = [toJson(before), toJson(after)]
    expect(next).toEqual(after.toJSON())
    expect([plainTextOf(first), plainTextOf(next)]).toEqual(['One\n\n- Two\n\nThree', 'One\n\n- Two\n\nThree!'])
    expect(next.content.map((block, index) => block === first.content[index])).toEqual([true, true, false])
  })
})
