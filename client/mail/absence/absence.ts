import { defineQueryOptions, useQuery } from '@pinia/colada'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { answersAt } from '#contract/absence-times.ts'
import { type Absence, type AbsenceState, readAbsence, saveAbsence } from '#contract/absence.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'
import { tellFailure } from '../tell-failure.ts'

const key = [...ruleKeys.absence]

/** A mailbox of somebody else stands beside one's own, which is `undefined`. */
const keyOf = (mailbox: string | undefined) => (mailbox === undefined ? key : [...key, mailbox])
const toAsk = (mailbox: string | undefined) => (mailbox === undefined ? {} : { mailbox })

const absenceQuery = defineQueryOptions((mailbox: string | undefined) => ({
  key: keyOf(mailbox),
  query: ({ signal }) => call(readAbsence, { query: toAsk(mailbox) }, { signal }),
  staleTime: 5 * 60_000,
}))

/**
 * - `planned`: it has still to begin;
 * - `resting`: it is on, but not at this hour of the week;
 * - `ended`: by itself;
 * - `displaced`: the mail server does not go by it, since another program has its own script run.
 */
export type AbsencePhase = 'off' | 'planned' | 'resting' | 'on' | 'ended' | 'displaced'

export function phaseOf({ absence, isInForce }: AbsenceState, nowMs: number): AbsencePhase {
  const { isOn, startsAtMs, endsAtMs } = absence
  if (!isOn) return 'off'
  if (endsAtMs !== null && endsAtMs <= nowMs) return 'ended'
  if (!isInForce) return 'displaced'
  if (startsAtMs !== null && startsAtMs > nowMs) return 'planned'
  return answersAt(absence, nowMs) ? 'on' : 'resting'
}

/** Longer than this no timer of a browser can wait. */
const longestMs = 2 ** 31 - 1

/**
 * The out of office, and how it is with it now; that changes by itself at its beginning and end. Call it in setup. `mailbox`: null
 * asks for none.
 */
export function useAbsence(mailbox: () => string | undefined | null = () => undefined) {
  const query = useQuery(() => ({ ...absenceQuery(mailbox() ?? undefined), enabled: mailbox() !== null }))
  const nowMs = ref(Date.now())
  const phase = computed<AbsencePhase>(() => (query.data.value ? phaseOf(query.data.value, nowMs.value) : 'off'))
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    [query.data, nowMs],
    ([state]) => {
      clearTimeout(timer)
      nowMs.value = Date.now()
      const { startsAtMs = null, endsAtMs = null, weekly = null } = state?.absence ?? {}
      // Hours of the week are looked at each minute.
      const nextMinute = weekly === null ? null : (Math.floor(nowMs.value / 60_000) + 1) * 60_000
      const next = [startsAtMs, endsAtMs, nextMinute].filter((atMs) => atMs !== null && atMs > nowMs.value).map(Number)
      if (next.length > 0) timer = setTimeout(() => (nowMs.value = Date.now()), untilThen(Math.min(...next)))
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return { ...query, phase }
}

const untilThen = (atMs: number) => Math.min(Math.max(atMs - Date.now(), 1), longestMs)

/** Reads it again, as the server has it now; that goes wrong where it is shown. */
export async function readAbsenceAgain(mailbox?: string): Promise<AbsenceState | undefined> {
  const { cache } = mailboxCache()
  await cache.invalidateQueries({ key: keyOf(mailbox) }).catch(() => undefined)
  return cache.getQueryData<AbsenceState>(keyOf(mailbox))
}

/** `isShown` left out: colleagues are shown what they were. Throws ApiProblem. */
export async function keepAbsence(
  absence: Absence,
  version: string,
  { mailbox, isShown }: { mailbox?: string | undefined; isShown?: boolean | undefined } = {},
): Promise<AbsenceState> {
  const shown = isShown === undefined ? {} : { isShown }
  const state = await call(saveAbsence, { body: { absence, version, ...shown, ...toAsk(mailbox) } })
  mailboxCache().cache.setQueryData(keyOf(mailbox), state)
  readOthersAgain('absence')
  return state
}

type Outcome = 'ended' | 'notEnded' | 'back' | 'notBack'

/** Somebody else's out of office, and what is said of it; those words stay out of what everybody loads. */
export interface Others {
  mailbox: string
  say: (outcome: Outcome) => string
}

/** Turns it off, says so and offers to undo that. Failures are told, never thrown. */
export async function endAbsence(others?: Others): Promise<void> {
  const state = mailboxCache().cache.getQueryData<AbsenceState>(keyOf(others?.mailbox))
  if (!(await turn(false, 'notEnded', others))) return
  const text = words('ended', others)
  // Copies to a colleague are begun by the owner alone.
  if (others && state?.absence.colleague) {
    useOutcome().tell(text)
    return
  }
  const undo = async () => {
    if (await turn(true, 'notBack', others)) useOutcome().tell(words('back', others))
  }
  useOutcome().offerUndo({ text, undo })
}

const words = (outcome: Outcome, others: Others | undefined) => others?.say(outcome) ?? t(`absence.${outcome}`)

async function turn(isOn: boolean, failure: 'notEnded' | 'notBack', others?: Others): Promise<boolean> {
  const state = mailboxCache().cache.getQueryData<AbsenceState>(keyOf(others?.mailbox))
  if (!state) return false
  try {
    await keepAbsence({ ...state.absence, isOn }, state.version, { mailbox: others?.mailbox })
    return true
  } catch (error) {
    // It may have been changed elsewhere: then the next try begins with what is there now.
    await readAbsenceAgain(others?.mailbox)
    tellFailure(words(failure, others), error, () => void (isOn ? turn(true, failure, others) : endAbsence(others)))
    return false
  }
}
