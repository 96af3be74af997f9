/**
 * A 5 × 7 pixel alphabet for words inside pictures (posters, scans). Each letter is seven rows, top first, as base-32
 * digits: five bits a row, the leftmost pixel is the highest bit.
 */
const LETTERS: Readonly<Record<string, string>> = {
  ' ': '0000000',
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhf',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hhha444',
  Z: 'v1248gv',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'v2421he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  '.': '00000cc',
  ',': '0000cc8',
  ':': '0cc0cc0',
  '-': '000v000',
  '/': '0112480',
  '+': '044v440',
  '!': '4444404',
  '?': 'eh12404',
  '@': 'eh1dlle',
}

export const LETTER_WIDTH = 6
export const LETTER_HEIGHT = 7

/** Whether a pixel of the text is ink. Letters outside the alphabet are blanks; case does not matter. */
export function isInk(text: string, column: number, row: number): boolean {
  const rows = LETTERS[(text[Math.floor(column / LETTER_WIDTH)] ?? ' ').toUpperCase()]
  const inside = column % LETTER_WIDTH
  if (!rows || inside === LETTER_WIDTH - 1 || row < 0 || row >= LETTER_HEIGHT) return false
  return ((parseInt(rows[row] ?? '0', 32) >> (4 - inside)) & 1) === 1
}
