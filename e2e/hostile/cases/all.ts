import { type HostileCase } from './case.ts'
import { coveringCases } from './covering.ts'
import { loadingCases } from './loading.ts'
import { parsingCases } from './parsing.ts'
import { scriptCases } from './scripts.ts'
import { spoofingCases } from './spoofing.ts'

/** The hostile corpus of formatted text by its ways, written for this project from what is known of the techniques. */
export const hostileCorpus: Readonly<Record<string, readonly HostileCase[]>> = {
  scripts: scriptCases,
  'tricks of parsing': parsingCases,
  'loading from elsewhere': loadingCases,
  'covering and shadowing': coveringCases,
  'deceit and weight': spoofingCases,
}
