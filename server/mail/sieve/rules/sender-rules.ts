import * as z from 'zod/mini'
import { folderId } from '#contract/ids.ts'
import { senders } from '#contract/senders.ts'
import { folderOf } from '../../reference-ids.ts'
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
export function blockedCommand({ senders: some, folderId: junk }: Blocked): WrittenCommand {
  return {
    name: 'if',
    test: isFromOneOf(some),
    block: [{ name: 'fileinto', values: [folderOf(junk)] }, { name: 'stop' }],
  }
}

/** What is marked as junk ends here, so that no rule takes it away. What is not is treated like everybody's. */
export function allowedCommand(some: readonly string[]): WrittenCommand {
  const isJunk: WrittenTest = { name: 'header', tags: { contains: true }, values: [['X-Spam-Flag', 'X-Spam'], 'yes'] }
  return { name: 'if', test: { name: 'allof', tests: [isJunk, isFromOneOf(some)] }, block: [{ name: 'stop' }] }
}

function isFromOneOf(some: readonly string[]): WrittenTest {
  const [addresses, domains] = [some.filter(isAddress), some.filter((sender) => !isAddress(sender))]
  const tests: WrittenTest[] = [
    ...(addresses.length === 0 ? [] : [test({ all: true, is: true }, addresses)]),
    ...(domains.length === 0 ? [] : [test({ domain: true, is: true }, domains)]),
  ]
  return { name: 'anyof', tests }
}

const isAddress = (sender: string) => sender.includes('@')
const test = (tags: WrittenTest['tags'], some: readonly string[]): WrittenTest => ({
  ...{ name: 'address', values: ['From', some] },
  ...(tags && { tags }),
})
