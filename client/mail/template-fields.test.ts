import { describe, expect, it } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { fieldOfMark, templateFields } from '#contract/template-marks.ts'
import { documentFromText } from './editor/document/from-text.ts'
import { fillIn, fillInDocument, markOf, unfilledMarks } from './template-fields.ts'

const values = { firstName: 'Ben', date: 'Friday', ownName: 'Ada' }

describe('the marks of a template', () => {
  it.each(['en', 'es'] as const)('are understood as they are called in %s', async (locale) => {
    await setLocale(locale)
    for (const field of templateFields) expect(fieldOfMark(markOf(field).slice(1, -1))).toBe(field)
    await setLocale('en')
  })

  it('are filled in, in whatever language and case they are written', () =>
    expect(fillIn('Dear {First  Name}, {nombre de pila}: {date}, {my name}', values)).toBe(
      'Dear Ben, Ben: Friday, Ada',
    ))

  it('stay where nothing is known, and where they are none of ours', () => {
    const text = 'About {subject}: {first name} {colour} {} {\n}'
    expect(fillIn(text, { firstName: 'Ben', subject: '' })).toBe('About {subject}: Ben {colour} {} {\n}')
    expect(unfilledMarks('{subject} {colour} {subject} {name}')).toEqual(['{subject}', '{name}'])
  })

  it('are not filled in twice by what they are filled in with', () =>
    expect(fillIn('{name} {my name}', { name: '{my name}', ownName: 'Ada' })).toBe('{my name} Ada'))

  it('are filled in within formatted text', () => {
    const filled = fillInDocument(documentFromText('# For {first name}\n\n- by {my name}'), values)
    expect(plainTextOf(filled)).toMatch(/For Ben[\s\S]*by Ada/)
  })
})
