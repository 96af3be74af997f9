import { useQuery } from '@pinia/colada'
import { toValue } from 'vue'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { readOthersAgain, ruleKeys } from '#client/mail/overtaken-rules.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { changeForeignRules, type ForeignRules, readForeignRules } from '#contract/foreign-rules.ts'

const keyOf = (script: string) => [...ruleKeys.foreign, script]

/** The rules of a script of another program, as far as they are understood. Call it in setup. */
export const useForeignRules = (script: string | (() => string)) =>
  useQuery({
    key: () => keyOf(toValue(script)),
    query: ({ signal }) => call(readForeignRules, { query: { name: toValue(script) } }, { signal }),
    staleTime: 60_000,
  })

type Change = 'take' | 'return'

/** Makes filters of its rules, or has the script run again in their place; with a way back. Failures are told, never thrown. */
export async function changeForeign(state: ForeignRules, change: Change): Promise<void> {
  const { script, takes } = state
  try {
    await ask(script, state.version, change)
    const text =
      change === 'take' ? t('foreign.took', { count: takes, script }) : t('foreign.returned', { name: script })
    useOutcome().offerUndo({ text, undo: () => undo(script, change) })
  } catch (error) {
    await readAgain(script)
    const failed = t(change === 'take' ? 'foreign.notTaken' : 'foreign.notReturned', { name: script })
    tellFailure(failed, error, () => void retry(script, change))
  }
}

async function ask(script: string, version: string, change: Change): Promise<void> {
  const state = await call(changeForeignRules, { body: { name: script, version, change } })
  mailboxCache().cache.setQueryData(keyOf(script), state)
  readOthersAgain('foreign')
}

const known = (script: string) => mailboxCache().cache.getQueryData<ForeignRules>(keyOf(script))

/** What was shown may be overtaken, so it goes by what is there now. */
async function retry(script: string, change: Change): Promise<void> {
  const state = known(script)
  if (state) await changeForeign(state, change)
}

async function undo(script: string, change: Change): Promise<void> {
  const before = change === 'take' ? 'return' : 'take'
  try {
    const state = known(script)
    if (state) await ask(script, state.version, before)
    useOutcome().tell(t(before === 'take' ? 'foreign.back' : 'foreign.returned', { name: script }))
  } catch (error) {
    await readAgain(script)
    const failed = t(before === 'take' ? 'foreign.notTaken' : 'foreign.notReturned', { name: script })
    tellFailure(failed, error, () => void undo(script, change))
  }
}

async function readAgain(script: string): Promise<void> {
  await mailboxCache()
    .cache.invalidateQueries({ key: keyOf(script) })
    .catch(() => undefined)
}
