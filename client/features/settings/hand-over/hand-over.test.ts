import { cleanup, fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { newHandOver, readHandOver } from './hand-over-fields.ts'
import HandOver from './HandOver.vue'

const nextWeek = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString().slice(0, 10)

let isOffered: boolean
let refusal: { status: number; json: object } | null
let asked: unknown[]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  isOffered = true
  refusal = null
  asked = answerAlso('/api/hand-over', (body: unknown) => {
    if (body === undefined) return [200, { isOffered }]
    return refusal ? [refusal.status, refusal.json] : [200, { name: 'Inês Duarte', isTold: true }]
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const open = async () => {
  const drawn = await renderPart(HandOver, { props: { ownDomains: ['example.gov'] } })
  await fireEvent.click(await screen.findByRole('button', { name: 'Act for somebody who is away' }))
  return drawn
}
const name = async (label: string, address: string) => {
  const field = screen.getByRole('combobox', { name: label })
  await fireEvent.update(field, address)
  await fireEvent.keyDown(field, { key: 'Enter' })
  return field
}
const fill = async (label: RegExp, text: string) => fireEvent.update(screen.getByRole('textbox', { name: label }), text)
const doIt = () => fireEvent.click(screen.getByRole('button', { name: 'Do it' }))
const sent = () => asked.filter((body) => body !== undefined)

describe('acting for somebody who is away', () => {
  it('is not there for who may not', async () => {
    isOffered = false
    await renderPart(HandOver, { props: { ownDomains: [] } })
    await eventually(() => expect(asked.length).toBe(1))
    expect(screen.queryByRole('heading')).toBeNull()
  })

  it('names what is missing at its field, goes to the first, and has no faults that axe finds', async () => {
    const { baseElement } = await open()
    await doIt()
    const people = screen.getByRole('combobox', { name: 'Who is away' })
    await eventually(() => expect(document.activeElement).toBe(people))
    for (const words of [/Name one person/, /Write what people are answered/, /Write a day/, /Say why/])
      expect(screen.getAllByText(words).length).toBeGreaterThan(0)
    expect(sent()).toEqual([])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is done for one person, said, and leads back', async () => {
    await open()
    await name('Who is away', 'ines.duarte@example.gov')
    await fireEvent.click(screen.getByRole('radio', { name: 'Let a colleague into their mailbox' }))
    await name('Who is let in', 'hana@example.gov')
    await fill(/^Last day/, nextWeek)
    await fill(/^Reason/, 'Fell ill')
    await doIt()
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^Done for Inês Duarte/))
    expect(sent()).toMatchObject([
      {
        address: 'ines.duarte@example.gov',
        act: 'share',
        delegate: 'hana@example.gov',
        level: 'mark',
        reason: 'Fell ill',
      },
    ])
    await eventually(() => expect(document.activeElement?.textContent).toContain('Act for somebody who is away'))
  })

  it('says at the person that what they arranged stays', async () => {
    const fields = [{ field: 'address', code: 'twice' }]
    refusal = { status: 400, json: { type: 'invalid-request', status: 400, requestId: 'r', fields } }
    await open()
    const people = await name('Who is away', 'ines.duarte@example.gov')
    await fill(/^What people who write/, 'Ask Hana.')
    await fill(/^Last day/, nextWeek)
    await fill(/^Reason/, 'Fell ill')
    await doIt()
    await screen.findByText(/has an out of office, or rules that answer/)
    await eventually(() => expect(document.activeElement).toBe(people))
  })
})

it.each([
  ['2026-10-01', /has passed/],
  ['2027-06-01', /more than 90 days away/],
  ['soon', /^Write a day/],
])('does not end on %s', (endDay, words) => {
  const { errors } = readHandOver({ ...newHandOver(), endDay }, new Date(2026, 10, 2, 10))
  expect(errors.endDay).toMatch(words)
})
