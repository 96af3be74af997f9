import { describe, expect, it } from 'vitest'
import { keyword } from '#contract/messages.ts'
import { isLabel } from '#server/mail/flags.ts'
import { keywordOf } from './keyword-of.ts'

describe('The keyword of a label', () => {
  it('is what Thunderbird makes of the same name', () => {
    expect(keywordOf('Invoices', [])).toBe('invoices')
    expect(keywordOf('To be paid', [])).toBe('to_be_paid')
    expect(keywordOf('50% (half)', [])).toBe('50_half')
  })

  it('does without accents', () => expect(keywordOf('Año nuevo', [])).toBe('ano_nuevo'))

  it('is one a server takes and people see, whatever the name', () => {
    const names = [
      '請求書',
      '!!!',
      '$Junk',
      'NonJunk',
      '\\Seen',
      '"{5}',
      '$label9',
      'Ω'.repeat(40),
      'a'.repeat(80),
      '$',
    ]
    for (const name of names) {
      const made = keywordOf(name, [])
      expect(keyword.safeParse(made).success, made).toBe(true)
      expect(isLabel(made), made).toBe(true)
      expect(made.length).toBeLessThanOrEqual(50)
    }
    expect(keywordOf('請求書', [])).not.toBe(keywordOf('見積書', []))
  })

  it('differs from those there are, in more than case', () => {
    expect(keywordOf('Invoices', ['INVOICES'])).toBe('invoices_2')
    expect(keywordOf('Invoices', ['INVOICES', 'invoices_2'])).toBe('invoices_3')
  })
})
