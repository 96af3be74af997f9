import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type FolderList } from '#contract/folders.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { fakeFolder } from '../testing/fake-folder.ts'
import { startMailbox } from '../testing/mailbox.ts'
import { folderRows, messageRow } from '../testing/message-row.ts'
import { renderPart } from '../testing/render-part.ts'
import { answerAlso } from '../testing/whole-message.ts'
import RecipientField from './RecipientField.vue'

const genuine = { name: '', address: 'nora.fields@harbour.example' }

beforeEach(() => {
  startMailbox('')
  const { cache } = mailboxCache()
  const list = cache.getQueryData<FolderList>(keys.folders())
  const sent = fakeFolder('sent', { role: 'sent' })
  if (list)
    cache.setQueryData<FolderList>(keys.folders(), { ...list, items: [...list.items, { ...list.items[0]!, ...sent }] })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const draw = (address: string) =>
  renderPart(RecipientField, {
    props: { id: 'to', label: 'To', ownDomains: ['example.gov'], modelValue: [{ name: '', address }] },
  })

it('an address like one that was written to from another browser is named', async () => {
  const folderId = 'sent' as FolderId
  const items = [messageRow({ id: 'x' as MessageId, folderId, to: [genuine] })]
  const asked = answerAlso('/api/folders/sent/messages', () => [
    200,
    { ...folderRows('', '', folderId), items, total: 1 },
  ])
  await draw('nora.fields@harbuor.example')
  await screen.findByRole('button', { name: /nora\.fields@harbour\.example/ })
  expect(asked).toHaveLength(1)
})

it('an address like that of a colleague in the directory is named', async () => {
  answerAlso('/api/folders/sent/messages', () => [
    503,
    { type: 'mail-server-unavailable', status: 503, requestId: 'r' },
  ])
  const asked: (string | null)[] = []
  answerAlso('/api/people', (_, query) => {
    asked.push(query.get('query'))
    return [200, { items: [{ name: 'Ben', address: 'Ben.Okafor@example.gov', detail: '', kind: 'person' }] }]
  })
  await draw('ben.okaf0r@example.gov')
  await screen.findByRole('button', { name: /ben\.okafor@example\.gov/ })
  expect(asked).toEqual(['ben'])
})

it('the server is not asked before there is an address', async () => {
  const asked = answerAlso('/api/folders/sent/messages', () => [200, {}])
  await renderPart(RecipientField, { props: { id: 'to', label: 'To', ownDomains: [], modelValue: [] } })
  expect(asked).toEqual([])
})
