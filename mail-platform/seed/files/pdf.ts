import { deflateSync } from 'node:zlib'
import type { Canvas } from './png.ts'

function escapeText(text: string): string {
  return text.replaceAll(/[\\()]/g, (character) => `\\${character}`)
}

/** Numbered objects to a file with its cross-reference table (ISO 32000-1 section 7.5). */
export function assemblePdf(objects: readonly Buffer[], infoObject: number): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  objects.forEach((object, index) => {
    offsets.push(length)
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    parts.push(whole)
    length += whole.length
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info ${infoObject} 0 R >>\nstartxref\n${length}\n%%EOF\n`
  parts.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}${trailer}`))
  return Buffer.concat(parts)
}

function stream(dictionary: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])
}

/** The words of one page, each line a tagged element: a heading for `# `, else a paragraph. */
function pageText(lines: readonly string[]): string {
  const shown = lines.map((line, index) => {
    const heading = line.startsWith('# ')
    const size = heading ? 18 : 11
    const text = escapeText(heading ? line.slice(2) : line)
    const y = 780 - index * 20
    return `/${heading ? 'H1' : 'P'} << /MCID ${index} >> BDC BT /F1 ${size} Tf 60 ${y} Td (${text}) Tj ET EMC`
  })
  return shown.join('\n')
}

export interface PdfOptions {
  title: string
  /** At most 35 lines of 90 characters; `# ` starts a heading. Letters of Latin-1 only. */
  lines: readonly string[]
  /** BCP 47 tag of the text. */
  language?: string
}

/** A tagged one-page PDF with a title, a language and a structure tree: what an accessible document looks like. */
export function taggedPdf({ title, lines, language = 'en-US' }: PdfOptions): Buffer {
  const elements = lines.map(
    (line, index) => `<< /Type /StructElem /S /${line.startsWith('# ') ? 'H1' : 'P'} /P 6 0 R /Pg 3 0 R /K ${index} >>`,
  )
  const firstElement = 9
  const kids = elements.map((_, index) => `${firstElement + index} 0 R`).join(' ')
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R ` +
      `/ViewerPreferences << /DisplayDocTitle true >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 ' +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    stream('', Buffer.from(pageText(lines), 'latin1')),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Type /StructTreeRoot /K [${kids}] /ParentTree 8 0 R >>`,
    `<< /Title (${escapeText(title)}) /Producer (Department of Public Works) >>`,
    `<< /Nums [0 [${kids}]] >>`,
    ...elements,
  ]
  return assemblePdf(
    objects.map((object) => (typeof object === 'string' ? Buffer.from(object, 'latin1') : object)),
    7,
  )
}

/** A PDF that is only a picture of a page: no text, no tags, no language. The kind a photocopier sends. */
export function scannedPdf(title: string, picture: Canvas): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
      '/Resources << /XObject << /Im0 5 0 R >> >> >>',
    stream('', Buffer.from('q 595 0 0 842 0 0 cm /Im0 Do Q')),
    stream(
      `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /DeviceRGB ` +
        '/BitsPerComponent 8 /Filter /FlateDecode',
      deflateSync(picture.pixels),
    ),
    `<< /Title (${escapeText(title)}) >>`,
  ]
  return assemblePdf(
    objects.map((object) => (typeof object === 'string' ? Buffer.from(object, 'latin1') : object)),
    6,
  )
}
