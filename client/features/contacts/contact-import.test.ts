import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { importsContacts } from '#client/mail/testing/fake-contact-import.ts'
import { keepsContacts } from '#client/mail/testing/fake-contacts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type ImportReport } from '#contract/contacts.ts'
import ContactsPage from './ContactsPage.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const press = (name: string) => screen.findByRole('button', { name })
const report: ImportReport = {
  ...{ format: 'vcard', total: 10_000, isTooMany: false, ids: [] },
  counts: { added: 9_999, known: 1, nobody: 0, 'too-large': 0 },
  rows: [{ row: 1, name: 'Nora Vik', address: 'nora@harbour.example', outcome: 'known' }],
}
const done = { type: 'done', report } as const
const keeping = { type: 'progress', step: 'keeping', done: 4_000, total: 9_999 } as const

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  keepsContacts()
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function choose() {
  const requests = importsContacts()
  const page = await renderPart(ContactsPage, { at: '/contacts/import' })
  await page.user.upload(await screen.findByLabelText('File with contacts'), new File(['x'], 'people.vcf'))
  return { ...page, requests }
}

describe('importing contacts', () => {
  it('says in words how far it is, first as looked at, then as kept, and in the end what came', async () => {
    const { user, requests, baseElement, router } = await choose()
    requests[0]?.tell({ type: 'progress', step: 'looking', done: 2_000, total: 10_000 })
    expect(await screen.findByText('2,000 of 10,000 looked at')).toBeTruthy()
    requests[0]?.end(done)
    await user.click(await press('Import 9,999 contacts'))
    requests[1]?.tell(keeping)
    expect(await screen.findByText('4,000 of 9,999 contacts kept')).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Import contacts' }).getAttribute('aria-valuetext')).toBe(
      '4,000 of 9,999 contacts kept',
    )
    expect(await faultsOf(baseElement)).toEqual([])
    requests[1]?.end({ ...done, report: { ...report, ids: Array.from({ length: 9_999 }, (_, at) => `id${at}`) } })
    await eventually(() => expect(router.currentRoute.value.path).toBe('/contacts'))
    expect(said()[0]).toMatch(/^9,999 contacts came, 1 did not/)
  })

  it('is stopped with one key, says that nobody came, and can begin again', async () => {
    const { user, requests } = await choose()
    requests[0]?.end(done)
    await user.click(await press('Import 9,999 contacts'))
    requests[1]?.tell(keeping)
    await eventually(() => expect(document.activeElement?.textContent).toBe('Stop'))
    await user.keyboard('{Enter}')
    await eventually(() => expect(said()[0]).toBe('Stopped. Nobody came. 9,999 contacts are new. 1 would not come.'))
    expect(requests[1]?.isStopped).toBe(true)
    expect(screen.getByText(/^Stopped\. Nobody came\./)).toBeTruthy()
    await eventually(() => expect(document.activeElement?.tagName).toBe('H3'))
    await user.click(await press('Import 9,999 contacts'))
    await eventually(() => expect(requests).toHaveLength(3))
  })

  it('says at the file when the server goes away in the middle', async () => {
    const { requests } = await choose()
    requests[0]?.tell({ type: 'progress', step: 'looking', done: 2_000, total: 10_000 })
    requests[0]?.end()
    const field = screen.getByLabelText('File with contacts')
    await eventually(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    await eventually(() => expect(document.activeElement).toBe(field))
  })
})
