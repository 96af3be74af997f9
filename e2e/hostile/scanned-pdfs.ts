import { deflateSync } from 'node:zlib'
import { onePage } from './pdfs.ts'

/** How scanners pack pictures, and letters that a file leaves to whoever shows it. Each is drawn large in the middle of its page. */
export interface DrawnPdf {
  name: string
  bytes: Buffer
  /** Words of the page, besides the plain ones. */
  words: string
}

/** A dark field of 30 by 40 on light grey, 60 by 80, made by OpenJPEG. */
const jpeg2000 = [
  'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAUAAAADwAAQcHAAAAAAAPY29scgEAAAAA',
  'ABEAAACvanAyY/9P/1EAKQAAAAAAPAAAAFAAAAAAAAAAAAAAADwAAABQAAAAAAAAAAAAAQcBAf9SAAwAAAABAAUEBAAB/1wAE0BA',
  'SEhQSEhQSEhQSEhQSEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAALgAB/5PfAKALDP0u',
  'l98oWIoRABHubm+9DJ8N2MkACPoOkICAgP/Z',
].join('')

/** The same field in black and white as ITU-T T.6, which generic regions of JBIG2 may hold (ITU-T T.88, 6.2.6). */
const field = 'fffff3a8347ffffffffffffffffffffffffffffe3ffffe002002'

const number = (value: number) => value.toString(16).padStart(8, '0')
const segment = (at: number, type: string, data: string) => `${number(at)}${type}0001${number(data.length / 2)}${data}`
const size = `${number(60)}${number(80)}`

/** What PDF files hold of a JBIG2 file (ITU-T T.88, annex F.3): about the page, and one region of it. */
const jbig2 = [
  segment(0, '30', `${size}${number(0)}${number(0)}000000`),
  segment(1, '26', `${size}${number(0)}${number(0)}0001${field}`),
].join('')

const picture = (filter: string, bytes: Buffer, more: string, size = '/Width 60 /Height 80') => {
  const head = `<< /Type /XObject /Subtype /Image ${size} /Filter /${filter} ${more}`
  return onePage({
    content: 'q 300 0 0 400 100 150 cm /Im0 Do Q',
    resources: '/XObject << /Im0 7 0 R >>',
    objects: [`${head} /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream`],
  })
}

/** A font that is not in the file, by one of the collections that every reader knows (PDF 32000-1, 9.7.5.2). */
const letters = (encoding: string, ordering: string, font: string, text: string) => {
  const system = `/CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`
  const coded = Buffer.from(text, 'utf16le').swap16().toString('hex')
  return onePage({
    content: `BT /F2 90 Tf 60 400 Td <${coded}> Tj ET`,
    resources: '/XObject << >> /Font << /F1 5 0 R /F2 7 0 R >>',
    objects: [
      `<< /Type /Font /Subtype /Type0 /BaseFont /${font} /Encoding /${encoding} /DescendantFonts [8 0 R] >>`,
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${font} ${system} /DW 1000 /FontDescriptor 9 0 R >>`,
      `<< /Type /FontDescriptor /FontName /${font} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>`,
    ],
  })
}

export const drawnPdfs: readonly DrawnPdf[] = [
  {
    name: 'JPEG 2000',
    bytes: picture('JPXDecode', Buffer.from(jpeg2000, 'base64'), '/ColorSpace /DeviceGray /BitsPerComponent 8'),
    words: '',
  },
  {
    name: 'JBIG2',
    bytes: picture('JBIG2Decode', Buffer.from(jbig2, 'hex'), '/ColorSpace /DeviceGray /BitsPerComponent 1'),
    words: '',
  },
  { name: 'Japanese', bytes: letters('UniJIS-UTF16-H', 'Japan1', 'HeiseiMin-W3', '港の門'), words: '港の門' },
  { name: 'Chinese', bytes: letters('UniGB-UTF16-H', 'GB1', 'STSong-Light', '港口大门'), words: '港口大门' },
  { name: 'Korean', bytes: letters('UniKS-UTF16-H', 'Korea1', 'HYSMyeongJo-Medium', '항구의 문'), words: '항구의 문' },
]

/** A scan of which nothing but rubbish came along. */
export const undrawablePdf = (): Buffer =>
  picture('JPXDecode', Buffer.from('no picture at all'), '/ColorSpace /DeviceGray /BitsPerComponent 8')

/** A scan of a hundred million points, white and so of few bytes. */
export const largePdf = (): Buffer =>
  picture(
    'FlateDecode',
    deflateSync(Buffer.alloc(12_500_000, 0xff)),
    '/ColorSpace /DeviceGray /BitsPerComponent 1',
    '/Width 10000 /Height 10000',
  )
