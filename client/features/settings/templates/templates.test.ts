import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepTemplates, plainTemplate } from '#client/mail/testing/fake-templates.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Template } from '#contract/templates.ts'
import TemplateSettings from './TemplateSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string) => screen.findByRole('button', { name })
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of templates', () => {
  it('have no faults that axe can find while there are none', async () => {
    keepTemplates()
    const { baseElement } = await renderPart(TemplateSettings)
    await screen.findByText('No templates yet')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('have no faults that axe can find, listed and written with faults', async () => {
    keepTemplates(plainTemplate('Thanks'), plainTemplate('Absent'))
    const { baseElement, user } = await renderPart(TemplateSettings)
    await button('Edit: Thanks')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('New template'))
    await user.click(await button('Save'))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('make one: the focus goes to the name, to what is missing, and back to its button', async () => {
    const list = keepTemplates()
    const { user } = await renderPart(TemplateSettings)
    await user.click(await button('New template'))
    await eventually(() => expect(document.activeElement).toBe(field(/^Name/)))
    await user.type(field(/^Name/), 'Thanks')
    await user.click(await button('Save'))
    await eventually(() => expect(document.activeElement).toBe(field(/^Text/)))
    expect(screen.getByText(/Write what is to be put in/)).toBeTruthy()
    await user.type(field(/^Text/), 'Dear {{first name}')
    await user.click(await button('Save'))
    await eventually(() => expect(said()).toContain('Template “Thanks” saved'))
    expect(list.items).toMatchObject([{ name: 'Thanks', subject: '', text: 'Dear {first name}', document: null }])
    const edit = await button('Edit: Thanks')
    await eventually(() => expect(document.activeElement).toBe(edit))
  })

  it('delete one and bring it back; the focus goes to the next', async () => {
    const list = keepTemplates(plainTemplate('Absent'), plainTemplate('Thanks'))
    const { user } = await renderPart(TemplateSettings)
    await user.click(await button('Delete: Absent'))
    await eventually(() => expect(list.items.map(({ name }) => name)).toEqual(['Thanks']))
    const next = await button('Edit: Thanks')
    await eventually(() => expect(document.activeElement).toBe(next))
    expect(said().join(' ')).toContain('Template “Absent” deleted')
    await useOutcome().undoLatest()
    expect(list.items.map(({ name }) => name)).toContain('Absent')
  })

  it('say that there is no room, and keep what was typed', async () => {
    answerAlso('/api/templates', (body: Template | undefined) =>
      body ? [403, { type: 'not-allowed', status: 403 }] : [200, { items: [], units: [] }],
    )
    const { user } = await renderPart(TemplateSettings)
    await user.click(await button('New template'))
    await user.type(field(/^Name/), 'Thanks')
    await user.type(field(/^Text/), 'Thank you')
    await user.click(await button('Save'))
    await screen.findByText(/no room for more templates/)
    expect(field(/^Text/).value).toBe('Thank you')
  })

  it('are kept for everybody of a shared mailbox, and only shown where the person may not change them', async () => {
    const list = keepTemplates(plainTemplate('Thanks'))
    const shared = plainTemplate('Permit granted')
    list.units = [
      { unit: 'permits', name: 'Permit Desk', mayChange: true, items: [] },
      { unit: 'helpdesk', name: 'Help Desk', mayChange: false, items: [shared] },
      { unit: 'other', name: 'Other Desk', mayChange: false, items: [] },
    ]
    const bodies = answerAlso('/api/templates', () => [200, list])
    const { baseElement, user } = await renderPart(TemplateSettings)
    await screen.findByRole('heading', { name: 'Templates of Permit Desk' })
    screen.getByText('Permit granted')
    expect(screen.queryByRole('button', { name: 'Edit: Permit granted' })).toBeNull()
    expect(screen.queryByRole('heading', { name: /Other Desk/ })).toBeNull()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('New template: Templates of Permit Desk'))
    await user.type(field(/^Name/), 'Refused')
    await user.type(field(/^Text/), 'We are sorry.')
    await user.click(await button('Save'))
    await eventually(() => expect(said()).toContain('Template “Refused” saved'))
    expect(bodies.at(-1)).toMatchObject({ name: 'Refused', unit: 'permits' })
  })
})
