import { describe } from 'vitest'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Spinner.examples.ts'

describe('states', () => checkExamples(examples))
