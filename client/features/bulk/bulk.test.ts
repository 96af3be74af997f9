import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import OutcomeBar from '#client/app/OutcomeBar.vue'
import { useBulkJobs } from '#client/mail/bulk/bulk-jobs.ts'
import { useFailures } from '#client/mail/bulk/failures.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type JobProgress } from '#contract/jobs.ts'
import FailuresDialog from './FailuresDialog.vue'

let server: FakeServer

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  server = startMailbox('abcd').server
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const progress: JobProgress = {
  id: 'job-1',
  state: 'running',
  total: 12_345,
  done: 1_180,
  gone: 20,
  failed: 0,
  problem: null,
}
const job = { id: 'job-1', doing: 'Archiving…', progress }

describe('a job in the bar about what was done', () => {
  const page = defineComponent(() => () => [h('main', [h('h1', { tabindex: -1 }, 'Inbox')]), h(OutcomeBar)])

  it('shows how far it is, for readers too, and has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(OutcomeBar)
    useBulkJobs().show(job)
    const bar = await screen.findByRole('progressbar', { name: 'Archiving…' })
    expect(bar.getAttribute('aria-valuetext')).toBe('Archiving… 1,200 of 12,345')
    screen.getByText('Archiving… 1,200 of 12,345')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is stopped by its button, which gives the focus back first', async () => {
    const { user } = await renderPart(page)
    const heading = screen.getByRole('heading', { name: 'Inbox' })
    heading.focus()
    useBulkJobs().show(job)
    await screen.findByRole('button', { name: 'Stop: Archiving…' })
    await user.tab()
    await user.keyboard('{Enter}')
    await eventually(() => expect(server.calls.map(({ call }) => call)).toEqual(['POST /api/jobs/job-1/stop']))
    expect(document.activeElement).toBe(heading)
  })

  it('gives the focus back before it goes by itself', async () => {
    const { user } = await renderPart(page)
    const heading = screen.getByRole('heading', { name: 'Inbox' })
    heading.focus()
    useBulkJobs().show(job)
    const stop = await screen.findByRole('button', { name: 'Stop: Archiving…' })
    await user.tab()
    expect(document.activeElement).toBe(stop)
    useBulkJobs().remove('job-1')
    await eventually(() => expect(document.activeElement).toBe(heading))
    await eventually(() => expect(screen.queryByRole('progressbar')).toBeNull())
  })

  it('leaves room for what other actions came to', async () => {
    await renderPart(OutcomeBar)
    useBulkJobs().show(job)
    useOutcome().offerUndo({ text: 'Message archived', undo: () => Promise.resolve() })
    await screen.findByRole('progressbar')
    screen.getByRole('button', { name: 'Undo' })
  })

  it('ends with what failed, a way to see which, and undo', async () => {
    const undo = vi.fn(() => Promise.resolve())
    const { baseElement, user } = await renderPart(OutcomeBar)
    const failures = [{ id: 'b' as MessageId, outcome: 'refused' as const }]
    const also = { label: 'Show which', run: () => useFailures().show(failures) }
    useOutcome().offerUndo({ text: '5 archived. 1 not', undo }, { failed: true, also })
    await user.click(await screen.findByRole('button', { name: 'Show which' }))
    expect(useFailures().shown).toEqual(failures)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await eventually(() => expect(undo).toHaveBeenCalledOnce())
  })
})

describe('the messages a job has not changed', () => {
  it('are listed by sender and subject, each with the reason', async () => {
    const { baseElement, user } = await renderPart(FailuresDialog)
    useFailures().show([
      { id: 'b' as MessageId, outcome: 'refused' },
      { id: 'x' as MessageId, outcome: 'gone' },
    ])
    await screen.findByRole('dialog', { name: '2 messages were not changed' })
    const items = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    await eventually(() => expect(items()[0]).toMatch(/^Ann Lee, Budget review ?Was refused/))
    expect(items()[1]).toMatch(/^A message that can no longer be read ?Had already gone/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.keyboard('{Escape}')
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
