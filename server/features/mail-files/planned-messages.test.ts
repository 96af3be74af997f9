import { describe, expect, it } from 'vitest'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { MessageFacts } from '#server/mail/mail-copies.ts'
import { PlannedMessages } from './planned-messages.ts'

const factsOf = (uid: number, sizeBytes: number): MessageFacts => ({
  ...{ uid, sizeBytes, receivedAtMs: 1_700_000_000_000 },
  ...{ flags: ['seen'], labels: [`label${uid % 2}`] },
})

/** An account of which only this much is asked. */
function planOf(sizes: Record<string, number[]>) {
  const copies = {
    async *facts({ folder }: { folder: string }) {
      await Promise.resolve()
      yield (sizes[folder] ?? []).map((size, at) => factsOf(at + 1, size))
    },
  }
  const sets = Object.keys(sizes).map((folder) => ({ folder, validity: '1', uids: [1, 2, 3] }))
  return PlannedMessages.of({ copies } as unknown as MailAccount, sets)
}

describe('What is planned of messages', () => {
  it('is what was said of each, folder by folder, with those that are gone counted', async () => {
    const planned = await planOf({ a: [5, 6, 7], empty: [], b: [3_999_999_999] })
    expect([planned.count, planned.missing]).toEqual([4, 5])
    expect([0, 3, 1, 2].map((index) => planned.folderOf(index))).toEqual([0, 2, 0, 0])
    expect(planned.at(1)).toEqual(factsOf(2, 6))
    expect(planned.at(3)).toEqual(factsOf(1, 3_999_999_999))
  })

  it('is refused where a message is larger than an archive may hold', async () => {
    await expect(planOf({ a: [4_000_000_000] })).rejects.toMatchObject({ type: 'message-too-large' })
    await expect(planOf({ a: [9_000_000_000] })).rejects.toMatchObject({ type: 'message-too-large' })
  })
})
