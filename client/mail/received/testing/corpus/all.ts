import { newsletterCases } from './newsletters.ts'
import { oddCases } from './oddities.ts'
import { personalCases } from './personal.ts'
import { type ReadingCase } from './reading-case.ts'
import { structureCases } from './structures.ts'
import { transactionalCases } from './transactional.ts'

/** Every message of the corpus for the reading view. */
export const readingCorpus: readonly ReadingCase[] = [
  ...newsletterCases,
  ...transactionalCases,
  ...personalCases,
  ...structureCases,
  ...oddCases,
]
