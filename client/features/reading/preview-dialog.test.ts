import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Attachment } from '#contract/messages.ts'
import AttachmentList from './AttachmentList.vue'

const file = (partId: string, name: string, type: string): Attachment => ({
  ...{ partId, name, type, sizeBytes: 2_000, contentId: null, inline: false },
})
const files = [
  file('2', 'bridge.png', 'image/png'),
  file('3', 'notes.txt', 'text/plain'),
  file('4', 'plan.pdf', 'application/pdf'),
  file('5', 'holiday.png.exe', 'image/png'),
  file('6', 'false.png', 'image/png'),
]

/** What the server would show of each part; nothing of any other. */
const shown: Record<string, Blob> = {
  '2': new Blob(['x'], { type: 'image/png' }),
  '3': new Blob(['First line'], { type: 'text/plain;charset=utf-8' }),
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('ab', 'b')
  vi.stubGlobal('fetch', (address: string) => {
    const blob = shown[/parts\/(\d+)\/preview/.exec(address)?.[1] ?? '']
    const gone = { type: 'not-found', status: 404, requestId: '1' }
    return Promise.resolve(
      blob
        ? ({ ok: true, blob: () => Promise.resolve(blob), headers: new Headers() } as Response)
        : new Response(JSON.stringify(gone), { status: 404, headers: { 'Content-Type': 'application/problem+json' } }),
    )
  })
  URL.createObjectURL = () => 'blob:1'
  URL.revokeObjectURL = () => undefined
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const show = (attachments = files) => renderPart(AttachmentList, { props: { messageId: 'b', attachments } })

describe('the preview of a file', () => {
  it('is offered for pictures, texts and PDF files that are what they say, and all can be downloaded at once', async () => {
    await show()
    const offered = screen.getAllByRole('button').map((button) => button.textContent)
    expect(offered).toHaveLength(4)
    expect(screen.getByRole('link', { name: 'Download all 5 files' }).getAttribute('href')).toBe(
      '/api/messages/b/archive',
    )
  })

  it('has a list that begins with a hundred files, and shows the others when asked, with the focus on the first of them', async () => {
    const attachments = Array.from({ length: 250 }, (_, n) => file(String(n + 2), `Page ${n + 1}.png`, 'image/png'))
    const { user } = await show(attachments)
    expect(screen.getAllByRole('link', { name: /^Page/ })).toHaveLength(100)
    screen.getByRole('heading', { name: '250 attachments' })
    await user.click(screen.getByRole('button', { name: 'Show 150 more files' }))
    expect(screen.getAllByRole('link', { name: /^Page/ })).toHaveLength(250)
    expect(document.activeElement?.textContent).toContain('Page 101.png')
    expect(screen.queryByRole('button', { name: /more files/ })).toBeNull()
  })

  it('shows a picture without a fault that axe can find, the next file by a button, and gives the focus back', async () => {
    const { user, baseElement } = await show()
    const opener = screen.getByRole('button', { name: 'Preview bridge.png' })
    await user.click(opener)
    await screen.findByRole('img', { name: 'bridge.png' })
    screen.getByText('bridge.png, 1 of 4')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Next file' }))
    expect((await screen.findByRole('group', { name: 'notes.txt' })).textContent).toBe('First line')
    await user.keyboard('{Escape}')
    await eventually(() => expect(document.activeElement).toBe(opener))
  })

  it('says when a file is not what its type says', async () => {
    const { user } = await show()
    await user.click(screen.getByRole('button', { name: 'Preview false.png' }))
    await screen.findByText('This file cannot be shown here')
  })
})
