import { describe, expect, it } from 'vitest'
import { MboxFiles } from './archive-forms.ts'
import type { PlannedMessages } from './planned-messages.ts'

/** Messages of these sizes, folder by folder. */
function planOf(folders: Record<string, number[]>): PlannedMessages {
  const sizes = Object.values(folders).flat()
  let end = 0
  const stretches = Object.entries(folders).map(([folder, { length }]) => ({ folder, from: end, end: (end += length) }))
  return {
    ...{ folders: stretches, count: sizes.length, sizeOf: (index: number) => sizes[index] },
  } as unknown as PlannedMessages
}

describe('The files of mboxes', () => {
  it('are one for each folder that has messages', () => {
    const files = new MboxFiles(planOf({ INBOX: [10, 20], Empty: [], Sent: [30] }))
    expect([0, 1, 2].map(files.fileOf)).toEqual(['INBOX.mbox', 'INBOX.mbox', 'Sent.mbox'])
    expect([0, 1, 2].map(files.isFirst)).toEqual([true, false, true])
  })

  it('are several where a folder is larger than a file may be, also of one message', () => {
    const files = new MboxFiles(planOf({ INBOX: [1_000_000_000, 1_000_000_000, 3_000_000_000, 5, 6] }))
    const names = ['INBOX.mbox', 'INBOX (2).mbox', 'INBOX (3).mbox', 'INBOX (4).mbox', 'INBOX (4).mbox']
    expect([0, 1, 2, 3, 4].map(files.fileOf)).toEqual(names)
    expect([0, 1, 2, 3, 4].map(files.isFirst)).toEqual([true, true, true, true, false])
  })

  it('are told apart from those of a folder that is called like a second file', () => {
    const files = new MboxFiles(planOf({ INBOX: [1_000_000_000, 1_000_000_000], 'INBOX (2)': [5] }))
    expect([0, 1, 2].map(files.fileOf)).toEqual(['INBOX.mbox', 'INBOX (2).mbox', 'INBOX (2) (2).mbox'])
  })
})
