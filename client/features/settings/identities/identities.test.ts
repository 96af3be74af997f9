import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { plainIdentity } from '#client/mail/testing/fake-identities.ts'
import { ada } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Identity, type IdentityList } from '#contract/identities.ts'
import IdentitySettings from './IdentitySettings.vue'

const main = ada.person.address
const tagged = main.replace('@', '+lists@')
const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string, address = main) => screen.findByRole('button', { name: `${name}: ${address}` })
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })

let list: IdentityList
let saved: Identity[]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  list = { items: [plainIdentity(main), plainIdentity(tagged, { name: 'Lists' })], writesFor: [], defaultAddress: main }
  saved = answerAlso('/api/identities', (body: Identity | undefined) => {
    const others = list.items.filter(({ address }) => address !== body?.address)
    if (body)
      list = { ...list, items: [...others, body].toSorted((one, two) => one.address.length - two.address.length) }
    return [200, list]
  }) as Identity[]
  answerAlso('/api/identities/delete', ({ address }: Identity) => {
    list = { ...list, items: list.items.filter((item) => item.address !== address) }
    return [200, list]
  })
  answerAlso('/api/identities/default', ({ address }: Identity) => {
    list = { ...list, defaultAddress: address }
    return [200, list]
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of addresses', () => {
  it('have no faults that axe can find, listed, edited and added to', async () => {
    const { baseElement, user } = await renderPart(IdentitySettings)
    await button('Edit')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('Edit'))
    await user.click(screen.getByRole('button', { name: 'Add an address with a tag' }))
    await user.type(field('Answers go to'), 'nobody')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('edit in place: the focus goes to the name, and back when it is saved, which is said', async () => {
    const { user } = await renderPart(IdentitySettings)
    await user.click(await button('Edit'))
    await eventually(() => expect(document.activeElement).toBe(field('Your name')))
    await user.type(field('Your name'), 'Permit desk')
    await user.type(field('Signature'), 'Ada{Enter}Room 210')
    await user.click(screen.getByRole('radio', { name: 'After what is quoted' }))
    const preview = screen.getByRole('region', { name: 'Preview' })
    expect(preview.textContent).toContain(`From: Permit desk <${main}>`)
    expect(preview.textContent).toMatch(/Your words\n\n> What is quoted\n\n-- \nAda\nRoom 210/)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('Signature: Ada')
    expect(saved.at(-1)).toEqual(
      plainIdentity(main, { name: 'Permit desk', signature: 'Ada\nRoom 210', place: 'below' }),
    )
    expect(said()).toContain(`Saved for ${main}`)
    const edit = await button('Edit')
    await eventually(() => expect(document.activeElement).toBe(edit))
  })

  it('lead to the field that cannot be kept so, and say how to mend it', async () => {
    const { user } = await renderPart(IdentitySettings)
    await user.click(await button('Edit'))
    await user.type(field('Answers go to'), 'nobody{Enter}')
    await eventually(() => expect(document.activeElement).toBe(field('Answers go to')))
    screen.getByText(/This is no email address/)
    expect(saved.filter(Boolean)).toEqual([])
  })

  it('keep the form open with its words when it cannot be saved, and say why', async () => {
    const { user } = await renderPart(IdentitySettings)
    await user.click(await button('Edit'))
    answerAlso('/api/identities', () => [500, { type: 'unexpected', status: 500, requestId: 'r' }])
    await user.type(field('Your name'), 'Ada L.{Enter}')
    await screen.findByText('Not saved')
    expect(field('Your name').value).toBe('Ada L.')
    expect(said().some((words) => words.startsWith('Not saved. '))).toBe(true)
  })

  it('make another the default, and say so', async () => {
    const { user } = await renderPart(IdentitySettings)
    await user.click(await button('Make default', tagged))
    await eventually(() => expect(said()).toContain(`New messages are written from ${tagged}`))
    const item = (await button('Edit', tagged)).closest('li') as HTMLElement
    within(item).getByText('Default')
  })

  it('delete one, go on with the next, and bring it back', async () => {
    const { user } = await renderPart(IdentitySettings)
    await user.click(await button('Delete', tagged))
    const left = await button('Edit')
    await eventually(() => expect(document.activeElement).toBe(left))
    expect(screen.queryByText('Lists')).toBeNull()
    await useOutcome().undoLatest()
    await screen.findByText('Lists')
  })

  it('add an address with a tag and go on with how one writes from it', async () => {
    const { user } = await renderPart(IdentitySettings)
    await user.click(await screen.findByRole('button', { name: 'Add an address with a tag' }))
    await user.type(field('Tag'), 'a b{Enter}')
    screen.getByText(/Write a tag of letters/)
    await user.clear(field('Tag'))
    await user.type(field('Tag'), 'forms{Enter}')
    await eventually(() => expect(document.activeElement).toBe(field('Your name')))
    expect(saved.at(-1)?.address).toBe(main.replace('@', '+forms@'))
  })

  it('say why they could not be loaded, and try again', async () => {
    answerAlso('/api/identities', () => [500, { type: 'unexpected', status: 500, requestId: 'r' }])
    await renderPart(IdentitySettings)
    await screen.findByText('Your addresses could not be loaded')
    screen.getByRole('button', { name: 'Try again' })
  })

  it('give a signature to everybody who writes from a mailbox, and take it back, by one button', async () => {
    const desk = 'permits@example.gov'
    const shared = (isShared: boolean): IdentityList => ({
      ...list,
      items: [plainIdentity(main), plainIdentity(desk, { signature: 'Permit Desk' })],
      writesFor: [{ address: desk, name: 'Permit Desk', right: 'as', isShared, mayShare: true }],
    })
    list = shared(false)
    const asked = answerAlso('/api/identities/share', ({ isShared }: { isShared: boolean }) => {
      list = shared(isShared)
      return [200, list]
    })
    const { user } = await renderPart(IdentitySettings)
    await user.click(await button('Give this signature to everybody', desk))
    await screen.findByText('The signature of the mailbox, for everybody who writes from it')
    expect((await button('Keep this signature for me alone', desk)) === document.activeElement).toBe(true)
    await eventually(() => expect(said().join()).toContain(`Everybody who writes from ${desk} has this signature now`))
    await useOutcome().undoLatest()
    await button('Give this signature to everybody', desk)
    expect(asked).toEqual([
      { address: desk, isShared: true },
      { address: desk, isShared: false },
    ])
  })

  it('offer that to nobody who may not change things in the mailbox', async () => {
    const desk = 'permits@example.gov'
    list = {
      ...list,
      items: [plainIdentity(main, { signature: 'Ada' }), plainIdentity(desk, { signature: 'Permit Desk' })],
      writesFor: [{ address: desk, name: 'Permit Desk', right: 'as', isShared: false, mayShare: false }],
    }
    await renderPart(IdentitySettings)
    await button('Edit', desk)
    expect(screen.queryByRole('button', { name: /to everybody/ })).toBeNull()
  })
})
