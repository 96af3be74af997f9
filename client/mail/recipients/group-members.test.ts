import { cleanup, fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Recipient } from '#contract/sending.ts'
import RecipientField from './RecipientField.vue'

const team = { name: 'River team', address: 'river@example.gov', detail: '', kind: 'group' }
const person = (name: string, address: string) => ({ name, address, detail: '', kind: 'person' })
const ben = person('Ben Okafor', 'ben.okafor@example.gov')
const liaison = person('', 'liaison@trust.example')
const said = () => recentAnnouncements.value.map(({ text }) => text).join(' ')
let members: [number, unknown]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  startMailbox('a')
  members = [200, { items: [ben, liaison], isTooLarge: false, withoutAddress: 1 }]
  answerAlso('/api/people', (_, query) => [200, { items: query.get('query')?.startsWith('riv') ? [team] : [] }])
  answerAlso('/api/people/group-members', () => members)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function draw(before: Recipient[] = []) {
  const recipients = ref<Recipient[]>(before)
  const Form = defineComponent({
    render: () =>
      h(RecipientField, {
        ...{ id: 'to', label: 'To', ownDomains: ['example.gov'], modelValue: recipients.value },
        'onUpdate:modelValue': (next: Recipient[]) => (recipients.value = next),
      }),
  })
  const drawn = await renderPart(Form)
  const input = screen.getByRole<HTMLInputElement>('combobox', { name: 'To' })
  return { ...drawn, input, addresses: () => recipients.value.map(({ address }) => address) }
}

async function write(before: Recipient[] = []) {
  const drawn = await draw(before)
  await drawn.user.type(drawn.input, 'river')
  await screen.findByRole('option', { name: /River team/, hidden: true })
  await drawn.user.keyboard('{ArrowDown}{Enter}')
  const replace = await screen.findByRole('button', { name: 'Write to each member of River team' })
  return { ...drawn, replace }
}

describe('a group among the recipients', () => {
  it('can be replaced by its members: said with those outside, who are marked, and the focus stays in the field', async () => {
    const { user, replace, addresses, input, baseElement } = await write()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(replace)
    await eventually(() => expect(addresses()).toEqual(['ben.okafor@example.gov', 'liaison@trust.example']))
    expect(said()).toContain(
      'River team replaced by 2 members. 1 of them is outside your organisation. 1 more has no address.',
    )
    screen.getByRole('option', { name: 'liaison@trust.example, outside your organisation' })
    await eventually(() => expect(document.activeElement).toBe(input))
  })

  it('is known also where its address was pasted, and the directory asked once', async () => {
    const asked: (string | null)[] = []
    answerAlso('/api/people', (_, query) => {
      asked.push(query.get('query'))
      const isTeam = query.get('query') === 'quay@example.gov'
      return [200, { items: isTeam ? [{ ...team, name: 'Quay team', address: 'quay@example.gov' }] : [] }]
    })
    const { input, addresses } = await draw()
    await fireEvent.paste(input, { clipboardData: { getData: () => 'quay@example.gov; ann@trust.example' } })
    await screen.findByRole('button', { name: 'Write to each member of quay@example.gov' })
    expect(addresses()).toEqual(['quay@example.gov', 'ann@trust.example'])
    // Groups are the organisation's own: nobody else's address is asked about.
    expect(asked.filter((query) => query?.includes('@'))).toEqual(['quay@example.gov'])
  })

  it('is put back whole, until something else changes', async () => {
    const { user, replace, addresses } = await write([{ name: 'Ann', address: 'ann@example.gov' }])
    await user.click(replace)
    await user.click(await screen.findByRole('button', { name: 'Put River team back as one group' }))
    expect(addresses()).toEqual(['ann@example.gov', 'river@example.gov'])
    await user.click(await screen.findByRole('button', { name: 'Write to each member of River team' }))
    await screen.findByRole('button', { name: /^Put River team back/ })
    await user.type(screen.getByRole('combobox', { name: 'To' }), 'x@example.gov{Enter}')
    expect(screen.queryByRole('button', { name: /^Put River team back/ })).toBeNull()
  })

  it('brings nobody twice who is there already', async () => {
    const { user, replace, addresses } = await write([{ name: 'Ben', address: 'Ben.Okafor@example.gov' }])
    await user.click(replace)
    await eventually(() => expect(addresses()).toEqual(['Ben.Okafor@example.gov', 'liaison@trust.example']))
  })

  it.each<[string, [number, unknown], string]>([
    ['is too large', [200, { items: [], isTooLarge: true, withoutAddress: 0 }], 'has more than 200 members'],
    ['has nobody', [200, { items: [], isTooLarge: false, withoutAddress: 3 }], 'names nobody with an address'],
    ['cannot be read', [503, { type: 'directory-unavailable', status: 503, requestId: 'x' }], 'could not be read'],
  ])('stays, in words, where it %s', async (_, answer, words) => {
    members = answer
    const { user, replace, addresses } = await write()
    await user.click(replace)
    await screen.findByText(new RegExp(words))
    expect(said()).toContain(words)
    expect(addresses()).toEqual(['river@example.gov'])
  })
})
