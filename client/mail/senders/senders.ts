import { defineQueryOptions, useQuery } from '@pinia/colada'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { readSenders, saveSenders, type Senders, type SendersState } from '#contract/senders.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'
import { tellFailure } from '../tell-failure.ts'

const key = [...ruleKeys.senders]

const sendersQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readSenders, {}, { signal }),
  staleTime: 5 * 60_000,
}))

/** Whose mail is not wanted and whose always is. Call it in setup. */
export const useSenders = () => useQuery(sendersQuery)

export type SenderList = keyof Senders

const isSame = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase()

/** With a sender on one list, or on none: nobody is on both. */
function withSender({ blocked, allowed }: Senders, sender: string, list: SenderList | null): Senders {
  const without = (some: readonly string[]) => some.filter((other) => !isSame(sender)(other))
  const added = (name: SenderList) => (list === name ? [sender] : [])
  return { blocked: [...without(blocked), ...added('blocked')], allowed: [...without(allowed), ...added('allowed')] }
}

function listOf(senders: Senders, sender: string): SenderList | null {
  return (['blocked', 'allowed'] as const).find((list) => senders[list].some(isSame(sender))) ?? null
}

/** As the server has them now. Throws ApiProblem. */
async function readNow(): Promise<SendersState> {
  const state = await call(readSenders, {})
  mailboxCache().cache.setQueryData(key, state)
  return state
}

/**
 * Puts a sender on a list, or on none. What another place did meanwhile stays: it makes no difference to this one sender.
 *
 * @returns the list the sender was on before
 * @throws {ApiProblem}
 */
async function put(sender: string, list: SenderList | null): Promise<SenderList | null> {
  for (let tries = 1; ; tries += 1) {
    const { senders, version, isOffered } = await readNow()
    if (!isOffered && list !== null) throw new ApiProblem('not-allowed', {})
    const before = listOf(senders, sender)
    if (before === list) return before
    try {
      const state = await call(saveSenders, { body: { senders: withSender(senders, sender, list), version } })
      mailboxCache().cache.setQueryData(key, state)
      readOthersAgain('senders')
      return before
    } catch (error) {
      if (tries >= 3 || !(error instanceof ApiProblem) || error.type !== 'rules-changed') throw error
    }
  }
}

const doneKey = (list: SenderList | null) => `senders.done.${list ?? 'none'}`

/** The same, said, with a way back. Failures are told, never thrown; false then. */
export async function putSender(sender: string, list: SenderList | null): Promise<boolean> {
  try {
    const before = await put(sender, list)
    const text = t(doneKey(list), { sender })
    if (before === list) useOutcome().tell(text)
    else useOutcome().offerUndo({ text, undo: () => bringBack(sender, before) })
    return true
  } catch (error) {
    tellFailure(t('senders.notChanged', { sender }), error, () => void putSender(sender, list))
    return false
  }
}

async function bringBack(sender: string, list: SenderList | null): Promise<void> {
  try {
    await put(sender, list)
    useOutcome().tell(t(doneKey(list), { sender }))
  } catch (error) {
    tellFailure(t('senders.notChanged', { sender }), error, () => void bringBack(sender, list))
  }
}
