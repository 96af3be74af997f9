import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { readOthersAgain, ruleKeys } from '#client/mail/overtaken-rules.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import * as contract from '#contract/scripts.ts'

const key = [...ruleKeys.scripts]

const scriptsQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(contract.readScripts, {}, { signal }),
  staleTime: 60_000,
}))

/** The scripts on the mail server. Call it in setup. */
export const useScripts = () => useQuery(scriptsQuery)

/** As the server has it now. Throws ApiProblem. */
export const readScript = (name: string) => call(contract.readScript, { query: { name } })

function take(state: contract.ScriptsState): void {
  mailboxCache().cache.setQueryData(key, state)
  readOthersAgain('scripts')
}

interface Edited {
  name: string
  text: string
  from: { name: string; version: string } | null
}

/** Throws ApiProblem. */
export async function saveScript(edited: Edited): Promise<contract.ScriptSaved> {
  const saved = await call(contract.saveScript, { body: edited })
  take(saved.state)
  return saved
}

/** Has it run, or none; offers to have run again what ran before. Failures are told, never thrown. */
export async function runScript(name: string | null, before: string | null): Promise<void> {
  const said = (which: string | null) => (which === null ? t('scripts.none') : t('scripts.running', { name: which }))
  const change = async (which: string | null) => take(await call(contract.runScript, { body: { name: which } }))
  try {
    await change(name)
    useOutcome().offerUndo({
      text: said(name),
      undo: async () => {
        try {
          await change(before)
          useOutcome().tell(said(before))
        } catch (error) {
          tellFailure(t('scripts.notChanged'), error, () => void runScript(before, name))
        }
      },
    })
  } catch (error) {
    await readAgain()
    tellFailure(t('scripts.notChanged'), error, () => void runScript(name, before))
  }
}

/** Offers to bring it back. Failures are told, never thrown; false then. */
export async function deleteScript(name: string): Promise<boolean> {
  try {
    const { text, version } = await readScript(name)
    take(await call(contract.deleteScript, { body: { name, version } }))
    useOutcome().offerUndo({ text: t('scripts.deleted', { name }), undo: () => bringBack(name, text) })
    return true
  } catch (error) {
    await readAgain()
    tellFailure(t('scripts.notDeleted', { name }), error, () => void deleteScript(name))
    return false
  }
}

async function bringBack(name: string, text: string): Promise<void> {
  try {
    const { outcome } = await saveScript({ name, text, from: null })
    const isBack = outcome === 'saved'
    useOutcome().tell(t(isBack ? 'scripts.back' : 'scripts.notBack', { name }), { failed: !isBack })
  } catch (error) {
    tellFailure(t('scripts.notBack', { name }), error, () => void bringBack(name, text))
  }
}

async function readAgain(): Promise<void> {
  await mailboxCache()
    .cache.invalidateQueries({ key })
    .catch(() => undefined)
}
