import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { docx, xlsx } from '#platform/seed/files/office.ts'
import { zip } from '#platform/seed/files/zip.ts'
import { fileReadingOf } from './file-reading.ts'
import { nothingKnown } from './findings.ts'

const archive = (parts: Record<string, string>) =>
  zip(Object.entries(parts).map(([path, content]) => ({ path, content })))
const core = (title: string, language = '') =>
  `<cp:coreProperties xmlns:dc="d"><dc:title>${title}</dc:title><dc:language>${language}</dc:language></cp:coreProperties>`
const styles =
  '<w:style w:styleId="b1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="own"><w:basedOn w:val="b1"/></w:style>'
const picture = (properties: string) =>
  `<w:drawing><wp:docPr id="1" ${properties}/><a:graphic><pic:pic/></a:graphic></w:drawing>`
const word = (body: string, others: Record<string, string> = {}) =>
  fileReadingOf(
    archive({ 'word/styles.xml': styles, ...others, 'word/document.xml': `<w:document>${body}</w:document>` }),
  )

describe('What a Word file has for people who do not see it', () => {
  it('is told by its properties and its styles', async () => {
    expect(await fileReadingOf(docx(['# Plan', 'Ramps'], 'es-ES'))).toEqual({
      ...nothingKnown,
      ...{ kind: 'document', hasText: true, title: '', language: 'es-ES', hasHeadings: true, undescribedPictures: 0 },
    })
    const { title, language } = await word('', {
      'docProps/core.xml': core('Tom &amp; Ada&#8217;s\u202e plan', 'de-CH'),
    })
    expect({ title, language }).toEqual({ title: 'Tom & Ada’s plan', language: 'de-CH' })
  })

  it.each([
    ['a style whatever its name in the program’s language', '<w:pStyle w:val="b1"/>', true],
    ['a style based on one', '<w:pStyle w:val="own"/>', true],
    ['a level of its own', '<w:outlineLvl w:val="2"/>', true],
    ['the level of plain text', '<w:outlineLvl w:val="9"/>', false],
    ['big letters alone', '<w:r><w:rPr><w:sz w:val="48"/></w:rPr><w:t>Plan</w:t></w:r>', false],
  ])('has headings by %s, or none', async (_what, body, hasHeadings) => {
    expect((await word(`<w:p>${body}</w:p>`)).hasHeadings).toBe(hasHeadings)
  })

  it('counts pictures without a description, but no boxes of text, none that say they need none, and none twice', async () => {
    const inBox = `<w:drawing><wp:docPr id="2"/><wps:txbx>${picture('descr=""')}</wps:txbx></w:drawing>`
    const decorative = picture('').replace('/><a', '><adec:decorative val="1"/></wp:docPr><a')
    const body = [
      ...[picture(''), picture('descr="A bridge"'), picture('title="A > B"'), inBox, decorative],
      `<mc:Fallback>${picture('')}</mc:Fallback>`,
    ].join('')
    expect(await word(body)).toMatchObject({ hasText: false, undescribedPictures: 2 })
  })
})

describe('What a presentation has for people who do not see it', () => {
  it('is the titles of its slides, its language and what is said of its pictures', async () => {
    const text = (words: string) => `<a:p><a:r><a:rPr lang="en-GB"/><a:t>${words}</a:t></a:r></a:p>`
    const box = (type: string, words: string) => `<p:sp><p:nvPr><p:ph type="${type}"/></p:nvPr>${text(words)}</p:sp>`
    const table = '<p:graphicFrame><p:cNvPr id="4"/><a:tbl/></p:graphicFrame>'
    const chart = '<p:graphicFrame><p:cNvPr id="5"/><c:chart/></p:graphicFrame>'
    const reading = await fileReadingOf(
      archive({
        'docProps/core.xml': core('Ramps'),
        'ppt/presentation.xml': '',
        'ppt/slides/slide1.xml': `<p:sld>${box('ctrTitle', 'Ramps')}${box('body', 'Words')}</p:sld>`,
        'ppt/slides/slide2.xml': `<p:sld>${box('title', ' ')}${box('body', 'Words')}${table}${chart}</p:sld>`,
        'ppt/slides/slide3.xml':
          '<p:sld><p:pic><p:cNvPr id="2" descr="A ramp"/></p:pic><p:pic><p:cNvPr/></p:pic></p:sld>',
      }),
    )
    expect(reading).toEqual({
      ...nothingKnown,
      ...{ kind: 'presentation', hasText: true, title: 'Ramps', language: 'en-GB' },
      ...{ untitledSlides: 2, undescribedPictures: 2 },
    })
  })
})

describe('What a spreadsheet has for people who do not see it', () => {
  it('is its tables with headings and what is said of its pictures', async () => {
    const known = { kind: 'spreadsheet', title: '', language: null, undescribedPictures: 0 } as const
    expect(await fileReadingOf(xlsx('Costs', [['Ramp', 1]]))).toEqual({ ...nothingKnown, ...known, hasHeadings: false })
    const reading = await fileReadingOf(
      archive({
        'xl/workbook.xml': '',
        'xl/tables/table1.xml': '',
        'xl/drawings/drawing1.xml': '<xdr:pic><xdr:cNvPr id="1" name="x"/></xdr:pic>',
      }),
    )
    expect(reading).toEqual({ ...nothingKnown, ...known, hasHeadings: true, undescribedPictures: 1 })
  })
})

describe('What an OpenDocument file has for people who do not see it', () => {
  const file = (type: string, body: string) =>
    archive({
      mimetype: `application/vnd.oasis.opendocument.${type}`,
      'meta.xml': '<office:meta><dc:title>Acta</dc:title></office:meta>',
      'styles.xml':
        '<style:default-style><style:text-properties fo:language="es" fo:country="MX"/></style:default-style>',
      'content.xml': `<office:document-content><office:body>${body}</office:body></office:document-content>`,
    })
  const frame = (inside: string, attributes = '') => `<draw:frame ${attributes}>${inside}</draw:frame>`
  const known = { ...nothingKnown, title: 'Acta', language: 'es-MX' }

  it('is headings, language and pictures of a text', async () => {
    const described = frame('<draw:image/><svg:desc>A bridge</svg:desc>')
    const body = `<text:h text:outline-level="1">Plan</text:h>${described}${frame('<draw:image/>')}${frame('<draw:text-box/>')}`
    expect(await fileReadingOf(file('text', body))).toEqual({
      ...known,
      ...{ kind: 'document', hasText: true, hasHeadings: true, undescribedPictures: 1 },
    })
    expect(await fileReadingOf(file('text', described))).toMatchObject({ hasText: false, hasHeadings: false })
  })

  it('is the titles of slides', async () => {
    const title = frame('<text:p>Ramps</text:p>', 'presentation:class="title"')
    const table = frame('<table:table/><draw:image/>')
    const body = `<draw:page>${title}${table}</draw:page><draw:page><text:p>Words</text:p></draw:page>`
    expect(await fileReadingOf(file('presentation', body))).toEqual({
      ...known,
      ...{ kind: 'presentation', hasText: true, untitledSlides: 1, undescribedPictures: 0 },
    })
  })

  it('is the header rows of a spreadsheet', async () => {
    const body = '<table:table><table:table-header-rows/></table:table>'
    expect(await fileReadingOf(file('spreadsheet', body))).toEqual({
      ...known,
      ...{ kind: 'spreadsheet', hasHeadings: true, undescribedPictures: 0 },
    })
  })

  it('is not claimed where the content is encrypted', async () => {
    const parts = { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': 'rubbish' }
    expect(await fileReadingOf(archive(parts))).toEqual(nothingKnown)
  })
})

describe('A hostile office file', () => {
  it.each([
    ['an archive of other things', archive({ 'a.txt': 'a' })],
    ['half an archive', docx(['# Plan']).subarray(0, 300)],
    ['two letters', Buffer.from('PK')],
    [
      'more parts than a document has',
      archive(Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`${n}`, '']))),
    ],
  ])('is not claimed to be one: %s', async (_what, file) => expect(await fileReadingOf(file)).toEqual(nothingKnown))

  it('that unpacks to far too much is known by what is small, whatever size it claims', async () => {
    const bomb = 'x'.repeat(50_000_000)
    const honest = archive({ 'docProps/core.xml': core('Plan'), 'word/document.xml': bomb })
    const lying = Buffer.from(honest)
    const packedSize = deflateRawSync(Buffer.from(bomb)).length
    const size = Buffer.alloc(4)
    size.writeUInt32LE(50_000_000)
    for (let at = lying.indexOf(size); at !== -1; at = lying.indexOf(size, at)) lying.writeUInt32LE(packedSize, at)
    for (const file of [honest, lying]) {
      expect(await fileReadingOf(file)).toMatchObject({
        kind: 'document',
        title: 'Plan',
        hasText: null,
        hasHeadings: null,
      })
    }
  })

  it('with tags that do not end, or end before they begin, is read as far as it goes', async () => {
    const body = `</w:drawing>${'<w:drawing>'.repeat(2_000)}<w:t>Words</w:t>${'<a b="'.repeat(200_000)}`
    expect(await word(body)).toMatchObject({ hasText: true, undescribedPictures: 0 })
  })

  it('has a title and a language that are words, and no longer than they may be', async () => {
    const { title, language } = await word('', { 'docProps/core.xml': core('x'.repeat(9_000), 'x y') })
    expect({ length: title?.length, language }).toEqual({ length: 200, language: '' })
  })
})
