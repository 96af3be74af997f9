import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { showAllFrom } from '#client/mail/sender-search.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import SenderButtons from './SenderButtons.vue'

const ann = { name: 'Ann Lee', address: 'ann@agency.example' }

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('ab', 'b')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  showAllFrom.value = null
})

const show = (from = [ann]) => renderPart(SenderButtons, { props: { message: wholeMessage({ from }) } })

describe('what can be done about a sender', () => {
  it('is copying the address, which is said and seen', async () => {
    const { user, baseElement } = await show()
    await user.click(screen.getByRole('button', { name: 'Copy sender’s address' }))
    await screen.findByRole('button', { name: 'Address copied' })
    expect(await navigator.clipboard.readText()).toBe(ann.address)
    expect(recentAnnouncements.value.map(({ text }) => text)).toEqual(['Copied ann@agency.example'])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('fails in words where the browser does not allow it', async () => {
    const { user } = await show()
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
    await user.click(screen.getByRole('button', { name: 'Copy sender’s address' }))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/did not let us copy ann@agency\.example/))
    screen.getByRole('button', { name: 'Copy sender’s address' })
  })

  it('is seeing all their messages, where there is a list for them', async () => {
    const asked = vi.fn()
    showAllFrom.value = asked
    const { user } = await show()
    await user.click(screen.getByRole('button', { name: 'All messages from this sender' }))
    expect(asked).toHaveBeenCalledWith(ann.address)
  })

  it('is nothing where a message names none or several', async () => {
    await show([])
    expect(screen.queryByRole('button')).toBeNull()
    cleanup()
    await show([ann, { name: '', address: 'ben@agency.example' }])
    expect(screen.queryByRole('button')).toBeNull()
  })
})
