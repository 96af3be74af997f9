import { beforeEach, describe, expect, it } from 'vitest'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { emptyLetter, MemoryMail } from '#server/mail/testing/memory-mail.ts'
import type { MemoryMailbox } from '#server/mail/testing/memory-mailbox.ts'
import { Problem } from '#server/problem.ts'
import { Job } from './job.ts'

describe('A job whose mail server fails', () => {
  let mailbox: MemoryMailbox
  let account: MailAccount

  beforeEach(() => {
    const mail = new MemoryMail()
    mailbox = mail.addPerson('ada', 'ada-demo-pass')
    account = mail.resume({ user: 'ada', secret: () => Promise.reject(new Error('not needed')) })
    for (let count = 0; count < 500; count += 1) mailbox.folder('INBOX').add(emptyLetter())
  })

  /** Moves the inbox to the archive; `fail` may throw before or after each lot. */
  async function move(fail: { before?: (lot: number) => void; after?: (lot: number) => void }, patienceMs = 60_000) {
    let lot = 0
    const failing: Pick<MailAccount, 'move' | 'close'> = {
      close: () => undefined,
      async move(references, to) {
        lot += 1
        fail.before?.(lot)
        const results = await account.move(references, to)
        fail.after?.(lot)
        return results
      },
    }
    const picked = await account.pick('INBOX', {})
    const steps = [{ ...picked, change: { kind: 'move', to: 'Archive' } as const }]
    const job = new Job({ mail: failing as MailAccount, steps, onProgress: () => undefined, patienceMs })
    await job.ended
    return job
  }
  const counts = () => [mailbox.folder('INBOX').letters.length, mailbox.folder('Archive').letters.length]
  const failOn = (number: number, problem: Problem) => (lot: number) => {
    if (lot === number) throw problem
  }

  it('does nothing twice when the answer to a lot was lost, and counts what is no longer there as done', async () => {
    const job = await move({ after: failOn(2, new Problem('mail-server-unavailable')) })
    expect(job.progress()).toMatchObject({ state: 'done', total: 500, done: 500, gone: 0, failed: 0 })
    expect(counts()).toEqual([0, 500])
  })

  it('gives up in the end, says so, and counts only what was done', async () => {
    const away = (lot: number) => {
      if (lot > 1) throw new Problem('mail-server-unavailable')
    }
    const job = await move({ before: away }, 0)
    expect(job.progress()).toMatchObject({ state: 'failed', done: 200, failed: 0, problem: 'mail-server-unavailable' })
    expect(counts()).toEqual([300, 200])
    expect(job.undo.all().flatMap(({ uids }) => uids)).toHaveLength(200)
  })

  it('ends at once when the mailbox is full, with what was done before still done', async () => {
    const job = await move({ before: failOn(3, new Problem('mailbox-full')) })
    expect(job.progress()).toMatchObject({ state: 'failed', done: 400, failed: 0, problem: 'mailbox-full' })
    expect(counts()).toEqual([100, 400])
  })
})
