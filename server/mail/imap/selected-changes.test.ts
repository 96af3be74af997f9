import { EventEmitter } from 'node:events'
import type { ImapFlow } from 'imapflow'
import { expect, it } from 'vitest'
import { gatherSelectedChanges, type SelectedChanges } from './selected-changes.ts'

it('tells changes of a folder that was made anew under its name under its own validity', async () => {
  const client = Object.assign(new EventEmitter(), { mailbox: { path: 'Plans', uidValidity: 1n } })
  const lots: SelectedChanges[] = []
  gatherSelectedChanges(client as unknown as ImapFlow, (changes) => lots.push(changes))
  const change = (uid: number) => {
    client.emit('flags', { path: 'Plans', uid, flags: new Set(['\\Seen']) })
    client.emit('expunge', { path: 'Plans', uid: uid + 1 })
  }
  change(5)
  client.mailbox = { path: 'Plans', uidValidity: 2n }
  change(7)
  await expect
    .poll(() => lots.map(({ validity, flags, removed }) => [validity, [...flags.keys()], removed]))
    .toEqual([
      ['1', [5], [6]],
      ['2', [7], [8]],
    ])
})
