import { call } from '#client/api/call.ts'
import type { ForwardingState } from '#contract/forwarding.ts'
import { confirmForwarding, sendForwardingCode, takeBackForwarding } from '#contract/forwarding-codes.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'

/* Codes by which addresses outside are confirmed. Each throws ApiProblem. */

export const sendCodeTo = async (address: string) => keep(await call(sendForwardingCode, { body: { address } }))

export const confirmTarget = async (address: string, code: string) =>
  keep(await call(confirmForwarding, { body: { address, code } }))

export const takeBackTarget = async (address: string) => keep(await call(takeBackForwarding, { body: { address } }))

function keep(state: ForwardingState): ForwardingState {
  mailboxCache().cache.setQueryData([...ruleKeys.forwarding], state)
  readOthersAgain('forwarding')
  return state
}
