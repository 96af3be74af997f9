import { afterEach, describe, expect, it, vi } from 'vitest'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { changeRows } from '#client/mail/folder-rows.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { type MessageId } from '#contract/ids.ts'
import { whereAmI } from './where-am-i.ts'

afterEach(() => vi.unstubAllGlobals())

describe('“Where am I?”', () => {
  it('tells every mark of the row, also those for which the row itself has no room', () => {
    startMailbox('ab', 'b')
    const { rowsOf, setRows } = mailboxCache()
    const flags = ['flagged', 'muted', 'answered', 'forwarded'] as const
    const marked = { flags: [...flags], labels: ['$label1', 'permits'], hasAttachment: true }
    setRows(changeRows(rowsOf(inbox)!, (row) => (row.id === 'b' ? { ...row, ...marked } : row)))
    const view = useMailView()
    view.folderId = inbox
    view.focusedId = 'b' as MessageId
    expect(whereAmI()).toBe(
      'Inbox, row 2 of 2, unread, flagged, muted, answered, forwarded, attachment, Important, permits, 1 unread',
    )
  })
})
