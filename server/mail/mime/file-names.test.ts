import { describe, expect, it } from 'vitest'
import { cleanFileName } from './file-names.ts'

describe('A file name from a message', () => {
  const cases: [string, string][] = [
    ['plan.pdf', 'plan.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\0b\r\nc.txt', 'abc.txt'],
    ['CON.pdf', '_CON.pdf'],
    ['lpt1', '_lpt1'],
    ['..', 'fallback.bin'],
    ['   ', 'fallback.bin'],
    ['', 'fallback.bin'],
    ['a:b?.pdf', 'a_b_.pdf'],
    ['año 2026 – 地図.pdf', 'año 2026 – 地図.pdf'],
    ['.hidden', 'hidden'],
    ['trailing. ', 'trailing'],
  ]
  for (const [name, clean] of cases) {
    it(`${JSON.stringify(name)} becomes ${JSON.stringify(clean)}`, () =>
      expect(cleanFileName(name, 'fallback.bin')).toBe(clean))
  }

  it('keeps its extension when it is too long', () => {
    const name = cleanFileName(`${'long '.repeat(100)}.xlsx`, 'x')
    expect(name.endsWith('.xlsx')).toBe(true)
    expect(Array.from(name).length).toBeLessThanOrEqual(150)
  })
})
