import { docx, xlsx } from '../files/office.ts'
import { scannedPdf, taggedPdf } from '../files/pdf.ts'
import { canvas, fillBox, paintText, png, type Canvas, type Colour } from '../files/png.ts'
import { zip } from '../files/zip.ts'
import type { Attachment } from '../mail/letter.ts'

const INK: Colour = [24, 34, 45]
const PAPER: Colour = [250, 249, 246]
const WATER: Colour = [150, 190, 215]
const TEAL: Colour = [11, 92, 110]

const rampRows: (string | number)[][] = [
  ['Entrance', 'Rise in cm', 'Length in m', 'Slope in %', 'Handrail', 'Verdict'],
  ['City Hall, harbour side', 42, 5.6, 7.5, 'both sides', 'meets the standard'],
  ['City Hall, court yard', 38, 3.1, 12.3, 'left only', 'too steep'],
  ['Library, main door', 16, 2.0, 8.0, 'both sides', 'meets the standard'],
  ['Library, children', 24, 1.9, 12.6, 'none', 'too steep'],
  ['Swimming hall', 55, 7.0, 7.9, 'both sides', 'meets the standard'],
  ['Market hall, east', 31, 2.2, 14.1, 'none', 'too steep'],
  ['Market hall, west', 12, 1.6, 7.5, 'right only', 'needs a second rail'],
  ['Ferry terminal', 60, 8.2, 7.3, 'both sides', 'meets the standard'],
]

function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows
    .map((row) => `${row.map((value) => (/[,"]/.test(String(value)) ? `"${value}"` : value)).join(',')}\r\n`)
    .join('')
}

/** The footbridge seen from the side, with its ramps. */
export function footbridgePicture(): Canvas {
  const picture = canvas(720, 320, PAPER)
  fillBox(picture, 0, 240, 720, 80, WATER)
  fillBox(picture, 0, 220, 120, 100, [170, 160, 140])
  fillBox(picture, 600, 220, 120, 100, [170, 160, 140])
  for (let x = 0; x < 240; x += 1) fillBox(picture, x, 220 - Math.floor(x / 3), 1, 8, INK)
  fillBox(picture, 240, 140, 240, 8, INK)
  for (let x = 0; x < 240; x += 1) fillBox(picture, 480 + x, 140 + Math.floor(x / 3), 1, 8, INK)
  for (const x of [238, 358, 474]) fillBox(picture, x, 148, 8, 100, INK)
  paintText(picture, 24, 24, 4, 'FOOTBRIDGE, VARIANT B', TEAL)
  paintText(picture, 24, 64, 3, 'SLOPE 6 %, LANDING EVERY 9 M', INK)
  return picture
}

/** A bar for each month, for a report. */
function chartPicture(title: string, values: readonly number[]): Canvas {
  const picture = canvas(640, 360, PAPER)
  paintText(picture, 24, 20, 4, title, TEAL)
  values.forEach((value, index) => {
    fillBox(picture, 40 + index * 48, 320 - value * 4, 32, value * 4, TEAL)
    paintText(picture, 42 + index * 48, 328, 2, String(value), INK)
  })
  return picture
}

function scanPicture(): Canvas {
  const picture = canvas(620, 877, [244, 242, 236])
  const lines = [
    'CITY OF MILLHAVEN',
    '',
    'APPLICATION FOR A PARKING',
    'PLACE NEAR THE ENTRANCE',
    '',
    'NAME: R. OSEI',
    'PLATE: MH 204',
    'ENTRANCE: LIBRARY',
    '',
    'SIGNED 14 MARCH',
  ]
  lines.forEach((line, index) => paintText(picture, 40, 60 + index * 48, 3, line, INK))
  return picture
}

function pdf(filename: string, title: string, lines: readonly string[], language?: string): Attachment {
  const content = taggedPdf({ title, lines: [`# ${title}`, ...lines], ...(language && { language }) })
  return { filename, contentType: 'application/pdf', content }
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const makers: Readonly<Record<string, () => Attachment>> = {
  'ramp-survey.xlsx': () => ({
    filename: 'Ramp survey.xlsx',
    contentType: SHEET,
    content: xlsx('Entrances', rampRows),
  }),
  'ramp-survey.csv': () => ({
    filename: 'ramp-survey.csv',
    contentType: 'text/csv; charset=utf-8',
    content: csv(rampRows),
  }),
  'footbridge.png': () => ({
    filename: 'footbridge-variant-b.png',
    contentType: 'image/png',
    content: png(footbridgePicture()),
  }),
  'agenda.pdf': () =>
    pdf('Agenda.pdf', 'Planning meeting: agenda', [
      '1. Footbridge: which variant goes to the council',
      '2. Ramp survey: what we repair this year',
      '3. Website renewal: forms first',
      '4. Anything else',
      'Large print and a plain text version are available from Emi Tanaka.',
    ]),
  'budget.xlsx': () => ({
    filename: 'Budget, second draft.xlsx',
    contentType: SHEET,
    content: xlsx('Budget', [
      ['Item', 'This year', 'Next year'],
      ['Ramps', 84000, 61000],
      ['Tactile paving', 32500, 48000],
      ['Footbridge, planning', 120000, 40000],
      ['Website, forms', 27000, 18000],
    ]),
  }),
  'minutes.docx': () => ({
    filename: 'Minutes.docx',
    contentType: WORD,
    content: docx([
      '# Access Council, minutes',
      'Present: Leroy Adams (chair), Winifred Achebe, Grace Whitfield, Ada Lindqvist.',
      '# Footbridge',
      'The council prefers variant B because nobody has to turn on a slope.',
      '# Next meeting',
      'First Tuesday of the month, 16:00, library, room with the hearing loop.',
    ]),
  }),
  'letter-template.docx': () => ({
    filename: 'Letter template.docx',
    contentType: WORD,
    content: docx([
      '# Dear neighbour',
      'From Monday we rebuild the kerb in front of your house. It takes three days.',
      'Ada Lindqvist, City Planning',
    ]),
  }),
  'photos.zip': () => ({
    filename: 'entrances.zip',
    contentType: 'application/zip',
    content: zip([
      { path: 'entrances/market-hall-east.png', content: png(chartPicture('MARKET HALL EAST', [31, 22, 14])) },
      { path: 'entrances/library-children.png', content: png(chartPicture('LIBRARY CHILDREN', [24, 19, 12])) },
      { path: 'entrances/readme.txt', content: 'Pictures show rise, length and slope of each entrance.\r\n' },
    ]),
  }),
  'parking-scan.pdf': () => ({
    filename: 'scan0042.pdf',
    contentType: 'application/pdf',
    content: scannedPdf('scan0042', scanPicture()),
  }),
  'enquiries.png': () => ({
    filename: 'enquiries-by-month.png',
    contentType: 'image/png',
    content: png(chartPicture('ENQUIRIES BY MONTH', [12, 18, 9, 22, 31, 27, 16, 20, 25, 30, 41, 38])),
  }),
  'readings.txt': () => ({
    filename: 'level-readings.txt',
    contentType: 'text/plain; charset=utf-8',
    content: 'River level, Mill Weir, metres\r\n06:00 1.42\r\n12:00 1.39\r\n18:00 1.47\r\n24:00 1.61\r\n',
  }),
  'forms.csv': () => ({
    filename: 'forms.csv',
    contentType: 'text/csv; charset=utf-8',
    content: csv([
      ['Form', 'Visits', 'Finished', 'Left at step'],
      ['Parking place', 812, 388, 'upload a document'],
      ['Street party', 240, 201, 'choose a date'],
      ['Tree felling', 133, 97, 'draw on the map'],
      ['Building permit', 1904, 655, 'sign in again'],
    ]),
  }),
  'poster.pdf': () =>
    pdf('Open house poster.pdf', 'Open house at City Hall', [
      'Saturday, 10:00 to 16:00',
      'Step-free entrance from the harbour side',
      'Sign language at 11:00 and 14:00',
    ]),
  'estimate.pdf': () =>
    pdf('Estimate 2208.pdf', 'Estimate 2208', [
      'Rebuild of the ramp at the market hall, east entrance',
      'Concrete and drainage: 11,400',
      'Handrails, stainless steel, both sides: 3,950',
      'Total: 15,350, valid for 60 days',
    ]),
  'guion.pdf': () =>
    pdf(
      'Guion de la reuni\u00f3n.pdf',
      'Reuni\u00f3n de vecinos',
      ['1. Bienvenida', '2. La pasarela sobre el r\u00edo', '3. Preguntas'],
      'es',
    ),
}

/** One of the attachments the mails share, built anew. */
export function fileNamed(name: string): Attachment {
  const maker = makers[name]
  if (!maker) throw new Error(`There is no attachment "${name}".`)
  return maker()
}
