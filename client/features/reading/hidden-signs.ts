/** Signs that draw nothing or turn text round, and have no business in a name or subject (Unicode TR 36, 3.1). */
const hidden = /\u034f|[\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/u
const joiners = /[\u200c\u200d]/u
const marks = /[\u061c\u200e\u200f]/u
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** Where they belong: within emoji, within words of scripts that join letters, and around a name that a program put in. */
const rightful = new RegExp(
  // eslint-disable-next-line regexp/no-super-linear-move -- 2,000 signs are looked at, and each search ends at the next mark
  [
    '(?<=\\p{Extended_Pictographic}|\\ufe0f|\\p{Emoji_Modifier})\\u200d',
    '(?<=[\\p{L}\\p{M}])(?<![\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}])[\\u200c\\u200d]',
    '\\u{1f3f4}[\\u{e0020}-\\u{e007f}]+',
    '\\u2068(?=[^\\u2066-\\u2069]*\\u2069)',
    '(?<=\\u2068[^\\u2066-\\u2069]*)\\u2069',
  ].join('|'),
  'gu',
)

/** Whether a name or subject holds signs that cannot be seen, so that it may be another than it looks. */
export function holdsHiddenSigns(text: string): boolean {
  const rest = text.slice(0, 2_000).replace(rightful, '')
  return hidden.test(rest) || joiners.test(rest) || (marks.test(rest) && !rightToLeft.test(rest))
}
