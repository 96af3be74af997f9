import { type FileReading } from '#contract/file-reading.ts'
import { languageOf, nothingKnown, PictureCount, titleOf } from './findings.ts'
import { marksOf, textIn, valueOf } from './xml-marks.ts'
import { type ZipParts } from './zip-parts.ts'

const kinds = { text: 'document', spreadsheet: 'spreadsheet', presentation: 'presentation' } as const

/** What an OpenDocument file (ISO/IEC 26300) has for people who do not see it. Null where it is none. */
export async function readOpenDocument(parts: ZipParts): Promise<FileReading | null> {
  const type = parts.names.includes('mimetype') ? ((await parts.text('mimetype')) ?? '') : ''
  const [, name] =
    /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)(?:-template)?\s*$/.exec(type) ?? []
  if (name === undefined) return null
  const kind = kinds[name as keyof typeof kinds]
  const content = await parts.text('content.xml')
  // An encrypted one has rubbish there.
  if (content !== null && !content.includes('<office:body')) return nothingKnown
  const meta = (await parts.text('meta.xml')) ?? ''
  return {
    ...nothingKnown,
    ...(content === null ? {} : findingsIn(content, kind)),
    kind,
    title: titleOf(textIn(meta, 'title') ?? ''),
    language: languageOf(textIn(meta, 'language') ?? '') || defaultLanguage((await parts.text('styles.xml')) ?? ''),
  }
}

function findingsIn(content: string, kind: FileReading['kind']): Partial<FileReading> {
  const pictures = new PictureCount()
  let [hasHeadings, hasText, slides, titled, isTitle] = [false, false, 0, 0, false]
  const isSlides = kind === 'presentation'
  for (const mark of marksOf(content.slice(content.indexOf('<office:body')))) {
    const { name, isEnd, isEmpty, text } = mark
    const isDescription = name === 'title' || name === 'desc'
    if (text.trim() !== '' && !(isDescription && isEnd)) {
      hasText = true
      if (isTitle) [titled, isTitle] = [titled + 1, false]
    }
    if (name === 'h' || name === 'table-header-rows') hasHeadings = true
    else if (name === 'page' && !isEnd) slides += 1
    else if (name === 'frame' && !isEmpty) {
      isTitle = isSlides && !isEnd && valueOf(mark, 'class') === 'title'
      if (isEnd) pictures.end('frame')
      else pictures.begin('frame', false)
      if (valueOf(mark, 'decorative') === 'true') pictures.isDescribed()
    } else if ((name === 'image' || name === 'object') && !isEnd) pictures.isPicture()
    else if (isDescription && isEnd && text.trim() !== '') pictures.isDescribed()
    // A table on a slide has a picture of itself beside it.
    else if (name === 'table') pictures.isDescribed()
  }
  return {
    ...(kind === 'spreadsheet' ? {} : { hasText }),
    ...(isSlides ? { untitledSlides: Math.max(slides - titled, 0) } : { hasHeadings }),
    undescribedPictures: pictures.undescribed,
  }
}

/** Of the default style of paragraphs; `none` and `zxx` say that there is none. */
function defaultLanguage(styles: string): string {
  for (const mark of marksOf(styles)) {
    if (mark.name !== 'text-properties') continue
    const [language, country] = [valueOf(mark, 'language'), valueOf(mark, 'country')]
    if (language === '') continue
    return /^(?:none|zxx)$/.test(language)
      ? ''
      : languageOf(/^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language)
  }
  return ''
}
