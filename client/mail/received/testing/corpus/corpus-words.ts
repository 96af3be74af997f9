import { type RepairWords } from '../../repair.ts'
import { type ReadableWords } from '../../reading/readable-words.ts'

/** The English words of both, as the corpus expects them. */
export const corpusWords = (guessLanguage: (text: string) => string | null): RepairWords & ReadableWords => ({
  unnamedPicture: 'Picture without a description',
  opens: (host) => `Opens ${host}`,
  misleading: (host) => `(really leads to ${host})`,
  linkedPicture: (place) => `Picture, leads to ${place}`,
  rowByRow: 'Row by row',
  earlierLines: (lines, name) => `${lines} earlier lines${name === null ? '' : ` from ${name}`}`,
  signature: 'Signature',
  legalNotice: 'Legal notice',
  footer: (links) => `Footer, ${links} links`,
  guessLanguage,
})
