import { focusMoves } from './lists/focus-moves.ts'
import { liveWords } from './lists/live-words.ts'
import { looks } from './lists/looks.ts'
import { semantics } from './lists/semantics.ts'
import { type SeededFault } from './seeded-fault.ts'

/** Accessibility properties that are taken from the built app one at a time, to see whether the suite notices. */
export const faults: readonly SeededFault[] = [...focusMoves, ...liveWords, ...semantics, ...looks]
