import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Message } from '#contract/messages.ts'
import MessageSource from './MessageSource.vue'

let server: FakeServer

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  ;({ server } = startMailbox('ab', 'b'))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const message = (sizeBytes: number) => ({ id: 'b', sizeBytes }) as Message
const show = (sizeBytes = 2_000) => renderPart(MessageSource, { props: { open: true, message: message(sizeBytes) } })

describe('the source of a message', () => {
  it('is text that can be gone through by key but not changed, without a fault that axe can find', async () => {
    const { baseElement } = await show()
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'As the mail server has it' })
    expect(text.value).toContain('Received: from harbour')
    expect(text.readOnly).toBe(true)
    expect(screen.getByRole('link', { name: 'Save as a file' }).getAttribute('href')).toBe('/api/messages/b/source')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says when only its beginning is shown, and how to see the rest', async () => {
    await show(5_000_000)
    const text = await screen.findByRole('textbox')
    expect(text.getAttribute('aria-describedby')).not.toBeNull()
    screen.getByText(/^The beginning, .*Save the message as a file/)
  })

  it('says why it could not be read, and can be tried again', async () => {
    server.failNext('/api/messages/b/source', 'mail-server-unavailable')
    const { user } = await show()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    await eventually(() => expect(screen.queryByRole('textbox')).not.toBeNull())
  })
})
