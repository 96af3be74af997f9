import * as z from 'zod/mini'
import { folderId } from '#contract/ids.ts'
import { senders } from '#contract/senders.ts'
import { folderOf } from '../../reference-ids.ts'
import { partedSenders } from '../../sender-standing.ts'
import type { WrittenCommand, WrittenTest } from '../language/index.ts'

/** Without these of the server there is no list of senders. */
export const senderNeeds = ['fileinto'] as const

/** Whose mail goes to Junk, and where that is. */
export const blocked = z.object({ senders: senders.shape.blocked, folderId })
export type Blocked = z.infer<typeof blocked>

/**
 * Nothing else may be done with it: neither may it be answered, nor sent on, nor filed by a script from elsewhere.
 *
 * @throws Problem `folder-gone` for an id of no folder
 */
export function blockedCommand({ senders: some, folderId: junk }: Blocked, allowed: readonly string[]): WrittenCommand {
  const isAllowed = allowedTest(allowed, some)
  return {
    name: 'if',
    test: allowed.length === 0 ? isFromOneOf(some) : allOf(not(isAllowed), isFromOneOf(some)),
    block: [{ name: 'fileinto', values: [folderOf(junk)] }, { name: 'stop' }],
  }
}

/** What is marked as junk ends here, so that no rule takes it away. What is not is treated like everybody's. */
export function allowedCommand(allowed: readonly string[], blockedSenders: readonly string[]): WrittenCommand {
  const isJunk: WrittenTest = { name: 'header', tags: { contains: true }, values: [['X-Spam-Flag', 'X-Spam'], 'yes'] }
  return { name: 'if', test: allOf(isJunk, allowedTest(allowed, blockedSenders)), block: [{ name: 'stop' }] }
}

/** As `server/mail/sender-standing.ts` has it: a blocked address goes before an allowed domain. */
function allowedTest(allowed: readonly string[], blockedSenders: readonly string[]): WrittenTest {
  const { addresses, domains } = partedSenders(allowed)
  const blockedAddresses = partedSenders(blockedSenders).addresses
  if (domains.length === 0 || blockedAddresses.length === 0) return isFromOneOf(allowed)
  const byDomain = allOf(isFromOneOf(domains), not(isFromOneOf(blockedAddresses)))
  return addresses.length === 0 ? byDomain : { name: 'anyof', tests: [isFromOneOf(addresses), byDomain] }
}

function isFromOneOf(some: readonly string[]): WrittenTest {
  const { addresses, domains } = partedSenders(some)
  const tests: WrittenTest[] = [
    ...(addresses.length === 0 ? [] : [test({ all: true, is: true }, addresses)]),
    ...(domains.length === 0 ? [] : [test({ domain: true, is: true }, domains)]),
  ]
  return { name: 'anyof', tests }
}

const allOf = (...tests: WrittenTest[]): WrittenTest => ({ name: 'allof', tests })
const not = (one: WrittenTest): WrittenTest => ({ name: 'not', tests: [one] })
const test = (tags: WrittenTest['tags'], some: readonly string[]): WrittenTest => ({
  ...{ name: 'address', values: ['From', some] },
  ...(tags && { tags }),
})
