import { describe, expect, it } from 'vitest'
import { holdsHiddenSigns } from './hidden-signs.ts'

describe('holdsHiddenSigns', () => {
  it.each([
    ['zero width', 'pay\u200broll'],
    ['a word joiner', 'pay\u2060roll'],
    ['a byte order mark', '\ufeffpayroll'],
    ['an override', 'invoice\u202efdp.exe'],
    ['an embedding', 'a\u202ab'],
    ['an isolate', 'a\u2067b\u2069'],
    ['half a pair', 'a\u2068b'],
    ['a soft hyphen', 'pay\u00adroll'],
    ['a joiner within Latin letters', 'pay\u200droll'],
    ['a mark within Latin letters', 'pay\u200froll'],
    ['an empty letter', 'pay\u3164roll'],
    ['hidden letters', 'payroll\u{e0061}'],
  ])('finds %s', (_name, text) => expect(holdsHiddenSigns(text)).toBe(true))

  it.each([
    ['plain words', 'Grüße, 日本語 – “quoted”'],
    ['a family', '👨\u200d👩\u200d👧 and 🏳️\u200d🌈, 👩🏽\u200d🔬'],
    ['a flag', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क\u094d\u200dष'],
    ['Hebrew with a mark', 'שלום\u200e!'],
    ['a name put in by a program', 'Message from \u2068Ann\u2069'],
    ['nothing', ''],
  ])('leaves %s alone', (_name, text) => expect(holdsHiddenSigns(text)).toBe(false))
})
