import { type Absence, type AbsenceState } from '#contract/absence.ts'
import { answerAlso } from './whole-message.ts'

interface Saved {
  absence: Absence
  version: string
  isShown?: boolean
}

/** A state as it is on a server where nothing was saved yet, unless said. */
export function someState(changes: Partial<AbsenceState> = {}, absence: Partial<Absence> = {}): AbsenceState {
  return {
    ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherAnswers: false },
    ...{ addresses: ['ada@example.gov'], insideDomains: ['example.gov'], forwarding: null, version: 'v0' },
    absence: {
      ...{ isOn: false, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
      ...{ insideText: '', outside: 'same', outsideText: '', ...absence },
    },
    ...changes,
  }
}

/** A server that keeps an out of office; gives what it keeps, which may be changed as if in another place. */
export function keepsAbsence(first: AbsenceState): {
  state: AbsenceState
  saved: Absence[]
  shown: (boolean | undefined)[]
} {
  const kept = { state: first, saved: [] as Absence[], shown: [] as (boolean | undefined)[] }
  answerAlso('/api/absence', (body: Saved | undefined) => {
    if (!body) return [200, kept.state]
    if (body.version !== kept.state.version) return [409, { type: 'rules-changed', status: 409 }]
    kept.saved.push(body.absence)
    kept.shown.push(body.isShown)
    const version = `v${kept.saved.length}-saved`
    kept.state = { ...kept.state, absence: body.absence, isInForce: body.absence.isOn, version }
    if (body.isShown !== undefined) kept.state.isShown = body.isShown
    return [200, kept.state]
  })
  return kept
}
