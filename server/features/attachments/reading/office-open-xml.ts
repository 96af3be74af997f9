import { type FileReading } from '#contract/file-reading.ts'
import { languageOf, nothingKnown, PictureCount, titleOf } from './findings.ts'
import { type Mark, marksOf, textIn, valueOf } from './xml-marks.ts'
import { type ZipParts } from './zip-parts.ts'

const mostParts = 300

/** What a Word, Excel or PowerPoint file (ECMA-376) has for people who do not see it. Null where it is none. */
export async function readOfficeOpenXml(parts: ZipParts): Promise<FileReading | null> {
  const read = parts.names.includes('word/document.xml')
    ? readDocument
    : parts.names.includes('ppt/presentation.xml')
      ? readSlides
      : parts.names.includes('xl/workbook.xml')
        ? readSheets
        : null
  if (!read) return null
  const core = (await parts.text('docProps/core.xml')) ?? ''
  const found = await read(parts)
  const language = languageOf(textIn(core, 'language') ?? '')
  return {
    ...nothingKnown,
    ...found,
    title: titleOf(textIn(core, 'title') ?? ''),
    language: language || found.language,
  }
}

type Found = Partial<FileReading> & Pick<FileReading, 'kind' | 'language'>

async function readDocument(parts: ZipParts): Promise<Found> {
  const styles = (await parts.text('word/styles.xml')) ?? ''
  const known: Found = { kind: 'document', language: defaultLanguage(styles) }
  const text = await parts.text('word/document.xml')
  if (text === null) return known
  const headings = headingStyles(styles)
  const pictures = new PictureCount()
  let hasHeadings = false
  let hasText = false
  for (const mark of contentMarks(text)) {
    if (mark.name === 't' && mark.isEnd) hasText ||= mark.text.trim() !== ''
    else if (mark.name === 'pStyle') hasHeadings ||= headings.has(valueOf(mark, 'val'))
    else if (mark.name === 'outlineLvl') hasHeadings ||= isHeadingLevel(mark)
    else lookForPictures(mark, pictures, /^drawing$/, 'docPr')
  }
  return { ...known, hasText, hasHeadings, undescribedPictures: pictures.undescribed }
}

/** Headings are styles with a place in the outline, whatever they are called in the language of the program, and those based on them. */
function headingStyles(styles: string): ReadonlySet<string> {
  const headings = new Set<string>()
  const basedOn = new Map<string, string>()
  let style = ''
  for (const mark of marksOf(styles)) {
    if (mark.name === 'style' && !mark.isEnd) style = valueOf(mark, 'styleId')
    else if (mark.name === 'basedOn') basedOn.set(style, valueOf(mark, 'val'))
    else if (mark.name === 'outlineLvl' && isHeadingLevel(mark)) headings.add(style)
    else if (mark.name === 'name' && /^heading [1-9]$/i.test(valueOf(mark, 'val'))) headings.add(style)
  }
  for (let before = -1; before < headings.size;) {
    before = headings.size
    for (const [id, base] of basedOn) if (headings.has(base)) headings.add(id)
    if (headings.size > mostParts) break
  }
  return headings
}

/** The tenth level, 9, is that of plain text (17.3.1.20). */
const isHeadingLevel = (mark: Mark) => /^[0-8]$/.test(valueOf(mark, 'val'))

function defaultLanguage(styles: string): string {
  for (const mark of marksOf(styles)) {
    if (mark.name === 'lang') return languageOf(valueOf(mark, 'val'))
    if (mark.name === 'style') break
  }
  return ''
}

/** Slides are known by their titles: by them one goes from one to the next. */
async function readSlides(parts: ZipParts): Promise<Found> {
  const slides = parts.names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).slice(0, mostParts)
  const pictures = new PictureCount()
  let [untitledSlides, hasText, language] = [0, false, '']
  for (const name of slides) {
    const text = await parts.text(name)
    if (text === null) return { kind: 'presentation', language }
    let [isTitle, hasTitle] = [false, false]
    for (const mark of contentMarks(text)) {
      if (mark.name === 'sp') isTitle = false
      else if (mark.name === 'ph') isTitle = /^(?:title|ctrTitle)$/.test(valueOf(mark, 'type'))
      else if (mark.name === 'rPr') language ||= languageOf(valueOf(mark, 'lang'))
      else if (mark.name === 't' && mark.isEnd && mark.text.trim() !== '')
        [hasText, hasTitle] = [true, hasTitle || isTitle]
      else lookForPictures(mark, pictures, /^(?:pic|graphicFrame)$/, 'cNvPr')
    }
    if (!hasTitle) untitledSlides += 1
  }
  return { kind: 'presentation', language, hasText, untitledSlides, undescribedPictures: pictures.undescribed }
}

/** Which cells are headings is known of tables alone (18.5). Workbooks have no language of their own. */
async function readSheets(parts: ZipParts): Promise<Found> {
  const hasHeadings = parts.names.some((name) => /^xl\/tables\/table\d+\.xml$/.test(name))
  const drawings = parts.names.filter((name) => /^xl\/drawings\/drawing\d+\.xml$/.test(name)).slice(0, mostParts)
  const pictures = new PictureCount()
  for (const name of drawings) {
    const text = await parts.text(name)
    if (text === null) return { kind: 'spreadsheet', language: null, hasHeadings }
    for (const mark of contentMarks(text)) lookForPictures(mark, pictures, /^(?:pic|graphicFrame)$/, 'cNvPr')
  }
  return { kind: 'spreadsheet', language: null, hasHeadings, undescribedPictures: pictures.undescribed }
}

/** Without what stands there once more for older programs. */
function* contentMarks(xml: string): Generator<Mark> {
  let isFallback = false
  for (const mark of marksOf(xml)) {
    if (mark.name === 'Fallback' && !mark.isEmpty) isFallback = !mark.isEnd
    else if (!isFallback) yield mark
  }
}

/** Frames hold pictures and charts, but also tables and boxes of text, which need no description. */
function lookForPictures(mark: Mark, pictures: PictureCount, frame: RegExp, properties: string): void {
  if (frame.test(mark.name) && !mark.isEmpty) {
    if (mark.isEnd) pictures.end(mark.name)
    else pictures.begin(mark.name, mark.name === 'pic')
  } else if (/^(?:pic|chart|relIds)$/.test(mark.name) && !mark.isEnd) pictures.isPicture()
  else if (mark.name === properties && `${valueOf(mark, 'descr')}${valueOf(mark, 'title')}` !== '')
    pictures.isDescribed()
  else if (mark.name === 'decorative' && /^(?:1|true)$/.test(valueOf(mark, 'val'))) pictures.isDescribed()
}
