/** One thing wrong, or one thing an engine could not decide. */
export interface Finding {
  /** `axe`, `ibm` or the name of a probe. */
  source: string
  rule: string
  /** Where: a selector, a path or a description. */
  place: string
  text: string
  /** True where the engine leaves it to a person; such findings need an entry in reviewed.json. */
  needsReview: boolean
}

export function fault(source: string, text: string): Finding {
  return { source, rule: source, place: '', text, needsReview: false }
}

export function printFinding({ source, rule, place, text, needsReview }: Finding): string {
  const what = source === rule ? source : `${source} ${rule}`
  return `${what}${needsReview ? ' (not reviewed)' : ''}: ${text}${place === '' ? '' : ` [${place.slice(0, 300)}]`}`
}
