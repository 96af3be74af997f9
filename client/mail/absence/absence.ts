import { defineQueryOptions, useQuery } from '@pinia/colada'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Absence, type AbsenceState, readAbsence, saveAbsence } from '#contract/absence.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'
import { tellFailure } from '../tell-failure.ts'

const key = [...ruleKeys.absence]

const absenceQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readAbsence, {}, { signal }),
  staleTime: 5 * 60_000,
}))

/**
 * - `planned`: it has still to begin;
 * - `ended`: by itself;
 * - `displaced`: the mail server does not go by it, since another program has its own script run.
 */
export type AbsencePhase = 'off' | 'planned' | 'on' | 'ended' | 'displaced'

export function phaseOf({ absence, isInForce }: AbsenceState, nowMs: number): AbsencePhase {
  const { isOn, startsAtMs, endsAtMs } = absence
  if (!isOn) return 'off'
  if (endsAtMs !== null && endsAtMs <= nowMs) return 'ended'
  if (!isInForce) return 'displaced'
  return startsAtMs !== null && startsAtMs > nowMs ? 'planned' : 'on'
}

/** Longer than this no timer of a browser can wait. */
const longestMs = 2 ** 31 - 1

/** The out of office, and how it is with it now; that changes by itself at its beginning and end. Call it in setup. */
export function useAbsence() {
  const query = useQuery(absenceQuery)
  const nowMs = ref(Date.now())
  const phase = computed<AbsencePhase>(() => (query.data.value ? phaseOf(query.data.value, nowMs.value) : 'off'))
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    [query.data, nowMs],
    ([state]) => {
      clearTimeout(timer)
      nowMs.value = Date.now()
      const { startsAtMs = null, endsAtMs = null } = state?.absence ?? {}
      const next = [startsAtMs, endsAtMs].filter((atMs) => atMs !== null && atMs > nowMs.value).map(Number)
      if (next.length > 0) timer = setTimeout(() => (nowMs.value = Date.now()), untilThen(Math.min(...next)))
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return { ...query, phase }
}

const untilThen = (atMs: number) => Math.min(Math.max(atMs - Date.now(), 1), longestMs)

/** Reads it again, as the server has it now; that goes wrong where it is shown. */
export async function readAbsenceAgain(): Promise<AbsenceState | undefined> {
  const { cache } = mailboxCache()
  await cache.invalidateQueries({ key }).catch(() => undefined)
  return cache.getQueryData<AbsenceState>(key)
}

/** Throws ApiProblem. */
export async function keepAbsence(absence: Absence, version: string): Promise<AbsenceState> {
  const state = await call(saveAbsence, { body: { absence, version } })
  mailboxCache().cache.setQueryData(key, state)
  readOthersAgain('absence')
  return state
}

/** Turns it off, says so and offers to undo that. Failures are told, never thrown. */
export async function endAbsence(): Promise<void> {
  if (await turn(false, 'absence.notEnded')) {
    const undo = async () => {
      if (await turn(true, 'absence.notBack')) useOutcome().tell(t('absence.back'))
    }
    useOutcome().offerUndo({ text: t('absence.ended'), undo })
  }
}

async function turn(isOn: boolean, failureKey: string): Promise<boolean> {
  const state = mailboxCache().cache.getQueryData<AbsenceState>(key)
  if (!state) return false
  try {
    await keepAbsence({ ...state.absence, isOn }, state.version)
    return true
  } catch (error) {
    // It may have been changed elsewhere: then the next try begins with what is there now.
    await readAbsenceAgain()
    tellFailure(t(failureKey), error, () => void (isOn ? turn(true, failureKey) : endAbsence()))
    return false
  }
}
