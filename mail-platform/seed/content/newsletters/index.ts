import type { Newsletter } from '../../newsletters/issue.ts'
import { accessLetter } from './access-letter.ts'
import { cityHallWeekly } from './city-hall-weekly.ts'
import { harbourBuses, millhavenLibrary, pavingWorld } from './commercial.ts'

export const newsletters: readonly Newsletter[] = [
  accessLetter,
  cityHallWeekly,
  pavingWorld,
  harbourBuses,
  millhavenLibrary,
]
