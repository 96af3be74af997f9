import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { type MessageId } from '#contract/ids.ts'
import { useMailView } from '../mail-view.ts'
import { useOutcome } from '../outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '../testing/fake-server.ts'
import { inbox, startMailbox } from '../testing/mailbox.ts'
import { useBulkJobs } from './bulk-jobs.ts'
import { detachMany } from './detach-many.ts'

let server: FakeServer
let order: (folderId?: string) => string
const said = () => recentAnnouncements.value.map(({ text }) => text)
const isAt = (count: number) => eventually(() => expect(useBulkJobs().running).toHaveLength(count))

beforeEach(() => {
  forgetAnnouncements()
  ;({ server, order } = startMailbox('abc'))
  useMailView().folderId = inbox
})
afterEach(() => vi.unstubAllGlobals())

it('removes files by one job that says what stood there, and shows what is left where it was', async () => {
  const over = detachMany(['a', 'c'] as MessageId[])
  await isAt(1)
  const { body } = server.calls.find(({ call }) => call === 'POST /api/jobs') ?? {}
  expect(body).toMatchObject({
    messages: { ids: ['a', 'c'] },
    action: { kind: 'detach-files', toFolderId: 'trash', note: expect.stringMatching(/^Removed on .+ to make room:$/) },
  })
  useBulkJobs().hear(server.jobs.work())
  await over
  expect(order()).toBe("a'bc'")
  expect(said()[0]).toBe('2 messages have no attached files any more. Undo with Ctrl+Z')
})

it('is taken back as one, files and all', async () => {
  const over = detachMany(['b'] as MessageId[])
  await isAt(1)
  useBulkJobs().hear(server.jobs.work())
  await over
  const undone = useOutcome().undoLatest()
  await isAt(1)
  useBulkJobs().hear(server.jobs.work())
  await undone
  expect(order()).toBe('abc')
})
