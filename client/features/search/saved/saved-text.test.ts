import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { partsToSave, savedLike, savedText } from './saved-text.ts'

describe('a saved search', () => {
  afterEach(() => setLocale('en'))

  it('reads the same in every language', async () => {
    const parts = partsToSave('ramp from:"Nora Vik" is:unread', true)
    await setLocale('es')
    const text = savedText({ parts })
    expect(text).not.toContain('from:')
    expect(partsToSave(text, true)).toEqual(parts)
  })

  it('is found again for a search that asks for the same, however it is written', () => {
    const saved = { id: '1', name: 'Ramps', parts: partsToSave('ramp from:nora', false) }
    expect(savedLike([saved], 'from:"nora"   ramp', false)).toBe(saved)
    expect(savedLike([saved], 'ramp from:nora', true)).toBeUndefined()
    expect(savedLike([saved], 'ramp', false)).toBeUndefined()
  })
})
