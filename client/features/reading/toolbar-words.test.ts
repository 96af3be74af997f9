import { describe, expect, it } from 'vitest'
import { buttonsWithWords } from './toolbar-words.ts'

const buttons = ['Reply', 'Forward', 'Archive', 'Delete'].map((label) => ({ id: label.toLowerCase(), label }))
const priority = ['reply', 'archive', 'delete', 'forward']
const shown = (width: number) => [...buttonsWithWords(buttons, priority, width)]

describe('buttonsWithWords', () => {
  it('gives words in the order of their weight, as far as there is room', () => {
    expect(shown(60)).toEqual(priority)
    expect(shown(21)).toEqual(['reply', 'archive'])
  })

  it('leaves a word to the first where it is close, and none where the bar would break', () => {
    expect(shown(14.1)).toEqual(['reply'])
    expect(shown(13.9)).toEqual([])
  })
})
