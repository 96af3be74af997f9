import { afterFolderChanges, whileChangingFolders } from './folder-writes.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { whileWriting } from './writes.ts'

/** What was asked for before; somebody who presses a key five times means five steps one after the other. */
let last: Promise<unknown> = Promise.resolve()

/** Changes on the server, after all that was asked for before, what is on the screen already. */
export async function inTurn(work: () => Promise<void>): Promise<void> {
  const before = last
  const turn = whileWriting(() => whileChangingFolders(() => before.then(work)))
  last = turn.catch(() => undefined)
  giveUpReading()
  return turn
}

/** A reading that is under way does not know of a change yet, and would take it off the screen: it is made up for after the last one. */
export function giveUpReading(): void {
  const { cache } = mailboxCache()
  const isReading = cache.getEntries({ key: keys.folders() }).some(({ asyncStatus }) => asyncStatus.value === 'loading')
  if (!isReading) return
  cache.cancelQueries({ key: keys.folders() })
  readAfterChanges()
}

/** Reads the folders again once no change of them is on its way. */
export function readAfterChanges(): void {
  afterFolderChanges(() => void readAgain())
}

export async function readAgain(): Promise<void> {
  await mailboxCache()
    .cache.invalidateQueries({ key: keys.folders() })
    .catch(() => undefined)
}
