import { zip } from './zip.ts'

const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function relationships(items: readonly { id: string; type: string; target: string }[]): string {
  const list = items.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `${PROLOGUE}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`
}

function contentTypes(overrides: Readonly<Record<string, string>>): string {
  const list = Object.entries(overrides).map(
    ([part, type]) =>
      `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/>`,
  )
  return (
    `${PROLOGUE}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${list.join('')}</Types>`
  )
}

/** A paragraph; `# ` at its start makes it a heading. */
function paragraph(text: string): string {
  const heading = text.startsWith('# ')
  const style = heading ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : ''
  return `<w:p>${style}<w:r><w:t xml:space="preserve">${escape(heading ? text.slice(2) : text)}</w:t></w:r></w:p>`
}

/** A small Word document (ECMA-376) with headings by style and a language. */
export function docx(paragraphs: readonly string[], language = 'en-US'): Buffer {
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const styles =
    `${PROLOGUE}<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="${language}"/></w:rPr>` +
    `</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>` +
    `<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>`
  const body = paragraphs.map(paragraph).join('')
  return zip([
    {
      path: '[Content_Types].xml',
      content: contentTypes({
        '/word/document.xml': 'wordprocessingml.document.main+xml',
        '/word/styles.xml': 'wordprocessingml.styles+xml',
      }),
    },
    {
      path: '_rels/.rels',
      content: relationships([{ id: 'rId1', type: `${OFFICE}/officeDocument`, target: 'word/document.xml' }]),
    },
    {
      path: 'word/_rels/document.xml.rels',
      content: relationships([{ id: 'rId1', type: `${OFFICE}/styles`, target: 'styles.xml' }]),
    },
    { path: 'word/styles.xml', content: styles },
    {
      path: 'word/document.xml',
      content: `${PROLOGUE}<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
    },
  ])
}

function cell(value: string | number): string {
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  return `<c t="inlineStr"><is><t>${escape(value)}</t></is></c>`
}

/** A workbook (ECMA-376) of one sheet; the first row holds the headings. */
export function xlsx(sheetName: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  const sheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const body = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')
  return zip([
    {
      path: '[Content_Types].xml',
      content: contentTypes({
        '/xl/workbook.xml': 'spreadsheetml.sheet.main+xml',
        '/xl/worksheets/sheet1.xml': 'spreadsheetml.worksheet+xml',
      }),
    },
    {
      path: '_rels/.rels',
      content: relationships([{ id: 'rId1', type: `${OFFICE}/officeDocument`, target: 'xl/workbook.xml' }]),
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      content: relationships([{ id: 'rId1', type: `${OFFICE}/worksheet`, target: 'worksheets/sheet1.xml' }]),
    },
    {
      path: 'xl/workbook.xml',
      content:
        `${PROLOGUE}<workbook xmlns="${sheet}" xmlns:r="${OFFICE}"><sheets>` +
        `<sheet name="${escape(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      path: 'xl/worksheets/sheet1.xml',
      content: `${PROLOGUE}<worksheet xmlns="${sheet}"><sheetData>${body}</sheetData></worksheet>`,
    },
  ])
}
