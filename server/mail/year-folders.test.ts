import { beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import type { MailAccount } from './mail-account.ts'
import { emptyLetter, MemoryMail } from './testing/memory-mail.ts'
import type { MemoryMailbox } from './testing/memory-mailbox.ts'
import { YearFolders } from './year-folders.ts'

let account: MailAccount
let mailbox: MemoryMailbox

beforeEach(() => {
  const mail = new MemoryMail()
  mailbox = mail.addPerson('ada', 'ada-demo-pass')
  account = mail.resume({ user: 'ada', secret: () => Promise.reject(new Error('not needed')) })
  mailbox.folder('INBOX').add({ ...emptyLetter(), receivedAtMs: Date.UTC(2024, 3, 1) })
})

async function archiveInbox() {
  const { items } = await account.window('INBOX', 0, 50)
  return new YearFolders(account).move(
    items.map(({ reference }) => reference),
    'Archive',
    'UTC',
  )
}
const makingFails = (problem: Problem) => {
  account.folderChanges.create = () => Promise.reject(problem)
}

describe('Archiving by year where the folder of the year cannot be made', () => {
  it('archives all the same, into the archive itself, where it is not allowed', async () => {
    makingFails(new Problem('not-allowed'))
    expect(await archiveInbox()).toMatchObject([{ outcome: 'done', moved: { folder: 'Archive' } }])
  })

  it('archives into the archive itself where something else has that name', async () => {
    makingFails(new Problem('folder-exists'))
    expect(await archiveInbox()).toMatchObject([{ outcome: 'done', moved: { folder: 'Archive' } }])
  })

  it('leaves everything where it is when the mailbox is full', async () => {
    makingFails(new Problem('mailbox-full'))
    await expect(archiveInbox()).rejects.toMatchObject({ type: 'mailbox-full' })
    expect(mailbox.folder('INBOX').letters).toHaveLength(1)
  })
})
