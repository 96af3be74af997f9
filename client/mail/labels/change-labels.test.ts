import { afterEach, describe, expect, it, vi } from 'vitest'
import { type MessageId } from '#contract/ids.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { startMailbox } from '../testing/mailbox.ts'
import { changeLabels } from './change-labels.ts'

const a = 'a' as MessageId
const labels = () => mailboxCache().findMessage(a)?.labels

afterEach(() => vi.unstubAllGlobals())

describe('changing labels', () => {
  it('takes back no more than its own where it fails and something else has changed meanwhile', async () => {
    const { server } = startMailbox('abc')
    server.failNext('/api/messages/flags', 'unexpected')
    const release = server.hold()
    const changing = changeLabels([a], { add: ['budget'], remove: [] })
    const other = changeLabels([a], { add: ['access'], remove: [] })
    expect(labels()).toEqual(['budget', 'access'])
    release()
    await expect(changing).rejects.toBeDefined()
    await other
    expect(labels()).toEqual(['access'])
  })
})
