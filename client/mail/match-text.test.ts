import { describe, expect, it } from 'vitest'
import { startsLike } from './match-text.ts'

describe('finding by first letters', () => {
  it.each([
    ['Budget, in Projects', 'bu', true],
    ['Budget, in Projects', 'pro bud', true],
    ['Budget, in Projects', '', true],
    ['Budget, in Projects', 'udget', false],
    ['Correo no deseado', 'dese', true],
    ['Año nuevo', 'ano', true],
    ['2026-Q3', '2026', true],
    ['Continue writing: Half a thought', 'writing: half', true],
    ['المشاريع', 'المش', true],
  ])('%s, typed "%s": %s', (text, typed, found) => expect(startsLike(text, typed)).toBe(found))
})
