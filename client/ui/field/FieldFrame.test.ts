import { describe, expect, it } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import { describeField } from './describe-field.ts'
import examples from './FieldFrame.examples.ts'

describe('states', () => checkExamples(examples))

describe('describeField', () => {
  it('names the fault before the hint', () => {
    expect(describeField('to', { hint: 'Names', error: 'Write one' })).toBe('to-error to-hint')
  })

  it('names nothing when there is nothing to say', () => {
    expect(describeField('to', { hint: undefined, error: '' })).toBeUndefined()
  })
})
