import { PiniaColada } from '@pinia/colada'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { messageSort } from '#contract/message-order.ts'
import { folderRows, messageRow } from './message-row.ts'
import { fakeFolder } from './fake-folder.ts'
import { ada, type FakeServer, startFakeServer } from './fake-server.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'

export const inbox = 'inbox' as FolderId

/** A signed-in mailbox without a screen: an active Pinia, its cache filled from a fake server with a message per letter. */
export function startMailbox(letters: string, unread = ''): { server: FakeServer; order(folderId?: string): string } {
  const server = startFakeServer()
  server.folders = [
    fakeFolder('inbox', { role: 'inbox' }),
    fakeFolder('archive', { role: 'archive' }),
    fakeFolder('trash', { role: 'trash' }),
    fakeFolder('Projects'),
  ]
  server.messages.set(
    'inbox',
    Array.from(letters, (letter) =>
      messageRow({ id: letter as MessageId, folderId: inbox, flags: unread.includes(letter) ? [] : ['seen'] }),
    ),
  )
  const pinia = createPinia()
  createApp({ render: () => null })
    .use(pinia)
    .use(PiniaColada)
  setActivePinia(pinia)
  const { cache, rowsOf } = mailboxCache()
  cache.setQueryData(keys.session(), ada)
  cache.setQueryData(keys.folders(), {
    items: server.folders.map((folder) => ({
      ...folder,
      total: folder.id === 'inbox' ? letters.length : 0,
      unread: folder.id === 'inbox' ? unread.length : 0,
    })),
    favourites: [],
    quota: null,
    sorts: [...messageSort.options],
    groups: true,
  })
  cache.setQueryData(keys.rows(inbox), folderRows(letters, unread))

  /** The ids of a folder's rows as the cache has them, in order; a dot for one that is not known. */
  function order(folderId: string = inbox): string {
    const rows = rowsOf(folderId as FolderId)
    return Array.from({ length: rows?.total ?? 0 }, (_, at) => rows?.rows.get(at)?.id ?? '.').join('')
  }
  return { server, order }
}
