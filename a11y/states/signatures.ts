import { subjects } from '#platform/seed/fixtures.ts'
import { type Message } from '#contract/messages.ts'
import { type NestedMessage } from '#contract/nested-messages.ts'
import { type Protection, type SignatureCheck } from '#contract/signatures.ts'
import { type State, type Visit } from '../visit.ts'
import { messageShown, openMessage } from './reaching.ts'

const subject = subjects.forwarded
const signed: Protection = { kind: 'signed', method: 'smime', partId: '2', whole: true }
const longAddress = `${'a-rather-long-name-'.repeat(3)}@${'department-'.repeat(4)}agency.example`
const check: SignatureCheck = {
  verdict: 'valid',
  signer: {
    name: 'Ann Lee, Department of Streets, Bridges and Harbours',
    addresses: ['ann.lee@agency.example', longAddress],
    issuer: 'Certification Authority of the Agency for Streets',
    validFromMs: Date.UTC(2026, 0, 5),
    validUntilMs: Date.UTC(2028, 0, 5),
  },
  signedAtMs: Date.UTC(2026, 2, 4, 10),
  asOfSigning: false,
}

/** What a message holds that is packed as a whole. */
const inside: NestedMessage = {
  ...{ from: [], sender: [], replyTo: [], to: [], cc: [], subject: '', sentAtMs: null, html: null },
  protection: [{ kind: 'signed', method: 'smime', partId: '', whole: false }],
  ...{ text: { content: 'The gate is two metres wide.\n\nAnn', cut: false }, packed: true, cut: true },
  attachments: [
    { partId: '1', name: 'plan.pdf', type: 'application/pdf', sizeBytes: 84_000, contentId: null, inline: false },
  ],
}

/** A message of the seed as if this of it were signed or encrypted, and this came of the check. */
async function standIn({ page }: Visit, change: Partial<Message>, protection: Protection[], found: SignatureCheck) {
  await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    const message = (await response.json()) as Partial<Message>
    // Nobody may be signed in yet, and labels are changed by a path like that of a message.
    if (!message.facts) return route.fulfill({ response })
    await route.fulfill({ response, json: { ...message, ...change, facts: { ...message.facts, protection } } })
  })
  await page.route(/\/signatures\/[\d.]+$/, (route) => route.fulfill({ json: found }))
  await page.route(/\/nested\/[\d.]+$/, (route) => route.fulfill({ json: inside }))
}

const notices = ({ page, words }: Visit) => page.getByRole('region', { name: words('signatures.section') })

interface Story {
  change?: Partial<Message>
  protection: Protection[]
  found?: SignatureCheck
  then?: (visit: Visit) => Promise<void>
  shows: string
}

function state(name: string, { change = {}, protection, found = check, then, shows }: Story): State {
  return {
    name,
    screens: ['MailScreen'],
    async reach(visit) {
      await standIn(visit, change, protection, found)
      await openMessage(visit, subject)
      await notices(visit).getByText(visit.words.like(shows)).first().waitFor()
      await then?.(visit)
    },
    async holds(visit) {
      await messageShown(visit, subject)
      await notices(visit).getByText(visit.words.like(shows)).first().waitFor()
    },
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  }
}

/** Messages that are signed or encrypted, and those whose sender or subject hides something. */
export const signatureStates: readonly State[] = [
  state('signed message, with all about its signature', {
    protection: [signed],
    shows: 'signatures.verdict.valid.title',
    then: (visit) => notices(visit).getByText(visit.words('signatures.more'), { exact: true }).click(),
  }),
  state('message signed in parts, changed since, from a group and with hidden signs', {
    change: {
      from: [
        { name: 'Street\u200b team', address: '' },
        { name: 'Ann', address: 'ann@agency.example' },
      ],
    },
    protection: [
      { ...signed, whole: false },
      { ...signed, method: 'openpgp', partId: '4', whole: false },
    ],
    found: { verdict: 'changed', signer: null, signedAtMs: null, asOfSigning: false },
    shows: 'signatures.verdict.changed.title',
  }),
  state('message that was compressed, of which not all could be read', {
    change: { text: null, html: null, attachments: [] },
    protection: [{ kind: 'compressed', method: 'smime', partId: '1', whole: true }],
    shows: 'signatures.packed.cut',
  }),
  state('encrypted message', {
    change: { text: null, html: null, attachments: [] },
    protection: [{ kind: 'encrypted', method: 'openpgp', partId: '1', whole: true }],
    shows: 'signatures.sealed.openpgp',
  }),
]
