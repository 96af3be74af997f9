import { beforeEach, describe, expect, it } from 'vitest'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { folderRows, messageRow } from '#client/mail/testing/message-row.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { knownAddresses } from './known-addresses.ts'
import { lookAlike } from './look-alike.ts'

const own = ['example.gov']
const genuine = 'nora.fields@harbour.example'
const stranger = 'nora.fields@harbuor.example'
const at = (address: string) => [{ name: '', address }]

beforeEach(() => void startMailbox(''))

/** Lists these in a folder, as if the person had looked at it. */
function list(role: 'inbox' | 'sent', rows: readonly Partial<MessageSummary>[]): void {
  const { cache } = mailboxCache()
  const folderId = (role === 'inbox' ? 'inbox' : 'out') as FolderId
  const known = cache.getQueryData<FolderList>(keys.folders())
  if (role === 'sent' && known) {
    const folder = { ...known.items[0], id: folderId, role } as Folder
    cache.setQueryData<FolderList>(keys.folders(), { ...known, items: [...known.items, folder] })
  }
  const letters = 'abcdef'.slice(0, rows.length)
  const listed = folderRows(letters, '', folderId)
  const changed = new Map(
    rows.map((row, index) => [index, messageRow({ id: letters[index] as MessageId, folderId, ...row })] as const),
  )
  cache.setQueryData(keys.rows(folderId), { ...listed, rows: changed })
}

describe('An address made to be mistaken', () => {
  it('is named after its second letter as well, where the genuine one was written to', () => {
    list('sent', [{ to: at(genuine) }])
    list('inbox', [{ from: at(stranger) }, { from: at(stranger) }])
    expect(lookAlike(stranger, knownAddresses(own), own)).toBe(genuine)
    expect(lookAlike(genuine, knownAddresses(own), own)).toBeNull()
  })

  it('is named where the genuine one was answered', () => {
    list('inbox', [{ from: at(genuine), flags: ['seen', 'answered'] }, { from: at(stranger) }])
    expect(lookAlike(stranger, knownAddresses(own), own)).toBe(genuine)
  })

  it('is not named for somebody who merely wrote, nor for colleagues of the organisation', () => {
    list('inbox', [{ from: at(genuine) }, { from: at('ann.lee@example.gov') }])
    expect(lookAlike(stranger, knownAddresses(own), own)).toBeNull()
    expect(knownAddresses(own)).toContain('ann.lee@example.gov')
    expect(knownAddresses(own)).not.toContain(genuine)
  })
})
