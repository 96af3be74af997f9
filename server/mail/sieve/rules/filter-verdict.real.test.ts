import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WeeklyHours } from '#contract/absence-times.ts'
import { attachmentKinds, type Filter, type FilterCondition } from '#contract/filters.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { ManageSieveScripts } from '../manage-sieve-scripts.ts'
import type { KnownSenders } from '#server/mail/known-senders.ts'
import { catches, wishOf } from '#server/mail/filter-verdict.ts'
import { SieveFilters } from './sieve-filters.ts'
import { letters } from './testing/sifted-letters.ts'

const uid = 'farid'

const values = [
  'ramp',
  'RAMP',
  'Budget',
  'Über',
  'é',
  'farid@example.gov',
  'harbour.example',
  'Kit',
  '"Kit',
  '*',
  'plan  b',
  'plan b',
  'tab b',
  'tab\tb',
  'plan   b',
]
const texts = ['contains', 'contains-not', 'is', 'begins', 'ends'] as const
const inTexts = [
  'ramp',
  'a ramp',
  'café',
  'hidden',
  'kept & said',
  'one two',
  'inner',
  'inner ramp',
  'single',
  'invoice',
  'in voice',
  'a  ramp',
  'ramp b',
  'ramp  b',
  'said',
  'x > y',
]

/** Every way to compare each field with each value, and what has no value. */
const generated: FilterCondition[] = [
  ...(['from', 'to', 'cc', 'recipient'] as const).flatMap((on) =>
    [...texts, 'domain' as const].flatMap((how) => values.map((value) => ({ on, how, value }))),
  ),
  ...texts.flatMap((how) => values.map((value) => ({ on: 'subject', how, value }) as const)),
  ...texts.flatMap((how) => values.map((value) => ({ on: 'header', name: 'X-Note', how, value }) as const)),
  ...(['contains', 'contains-not'] as const).flatMap((how) =>
    inTexts.map((value) => ({ on: 'body', how, value }) as const),
  ),
  ...['news.harbour.example', 'harbour.example'].map((value) => ({ on: 'list', value }) as const),
  ...(['over', 'under'] as const).flatMap((how) =>
    [1, 3].map((kilobytes) => ({ on: 'size', how, kilobytes }) as const),
  ),
  { on: 'attachment' },
  { on: 'junk' },
  ...(['is', 'is-not'] as const).flatMap((how): FilterCondition[] => [
    ...attachmentKinds.map((kind) => ({ on: 'attachment-type', how, kind }) as const),
    { on: 'contact', how },
    { on: 'recipient-contact', how },
    ...['crew@example.gov', 'nobody@example.gov'].flatMap((value) => [
      { on: 'group-member', how, value } as const,
      { on: 'recipient-group-member', how, value } as const,
    ]),
    ...someDays(how),
  ]),
  ...(['within', 'outside'] as const).flatMap((how) =>
    someHours().map((weekly) => ({ on: 'arrival', how, weekly }) as const),
  ),
  ...texts.flatMap((how) =>
    ['a.txt', 'x.BIN', '.txt', 'plan', 'grün', 'b c.pdf', 'long', '*'].map(
      (value) => ({ on: 'attachment-name', how, value }) as const,
    ),
  ),
  ...[1, 6, 7].map((atLeast) => ({ on: 'spam-score', atLeast }) as const),
  ...(['all', 'any'] as const).flatMap((needs): FilterCondition[] => [
    { on: 'group', needs, conditions: [{ on: 'subject', how: 'contains', value: 'ramp' }, { on: 'junk' }] },
    { on: 'group', needs, conditions: [{ on: 'attachment' }, { on: 'attachment-name', how: 'ends', value: '.txt' }] },
    { on: 'group', needs, conditions: [{ on: 'size', how: 'over', kilobytes: 3 }] },
  ]),
]

/** Of which no one begins or ends while this test runs, whenever it does. */
function someHours(): WeeklyHours[] {
  const now = new Date()
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes()
  const at = (minutes: number) => (minute + minutes + 2 * 1440) % 1440
  const [today, others] = [now.getUTCDay(), [1, 2, 3, 4, 5].map((days) => (now.getUTCDay() + days) % 7)]
  const around = { fromMinute: at(-60), untilMinute: at(60) || 1440 }
  const beside = { fromMinute: at(60), untilMinute: at(-60) || 1440 }
  return ['UTC', 'Asia/Kathmandu', 'America/New_York'].flatMap((zone) =>
    [[0, 1, 2, 3, 4, 5, 6], [today], others].flatMap((weekdays) => [
      { weekdays, zone, ...around },
      { weekdays, zone, ...beside },
    ]),
  )
}

/** Days by clocks that are as far apart as clocks are; none begins or ends within the hours around now. */
function someDays(is: 'is' | 'is-not'): FilterCondition[] {
  const how = is === 'is' ? 'within' : 'outside'
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const stretches = [
    { fromDay: day(-3), untilDay: day(3) },
    { fromDay: day(-3), untilDay: null },
    { fromDay: null, untilDay: day(-3) },
    { fromDay: day(3), untilDay: day(3) },
    { fromDay: null, untilDay: day(3) },
  ]
  return ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].flatMap((zone) =>
    stretches.map((days) => ({ on: 'arrival-days', how, days: { ...days, zone } }) as const),
  )
}

const known: KnownSenders = {
  own: ['Farid@example.gov'],
  contacts: [
    'all@elsewhere.example',
    'ada@example.gov',
    'ben@sub.harbour.example',
    'farid@example.gov',
    'nobody"; stop; "@x.example',
  ],
  members: new Map([
    ['crew@example.gov', ['farid@example.gov', 'kit@harbour.example', 'news@list.harbour.example']],
    ['nobody@example.gov', []],
  ]),
}

/** More filters than this would not fit into one script of this server. */
const lotSize = 100

describe('A filter tried out', () => {
  const platform = realPlatform()
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  const { name, address } = personOf(platform, uid)
  const person = { user: uid, name, addresses: [address] }
  const filters = new SieveFilters(
    {
      ...{ scripts, identityOf: () => tokenIdentity(platform, uid), domain: null },
      addressesOf: () => Promise.resolve([address, 'Farid@example.gov']),
      ...{ knowsGroups: true, knownSenders: () => Promise.resolve(known) },
    },
    forwardingPolicy,
  )
  let account: MailAccount
  let imap: Awaited<ReturnType<typeof rawImap>>
  beforeAll(async () => {
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, uid))
    imap = await rawImap(platform, uid)
  })
  afterAll(async () => {
    const { version } = await filters.readFilters(person)
    await filters.saveFilters(person, [], version)
    account.close()
    await imap.logout()
  })

  it('catches exactly what the mail server then catches: every condition, message by message', async () => {
    const differing: unknown[] = []
    let pairs = 0
    for (let at = 0; at < generated.length; at += lotSize) {
      const lot = generated.slice(at, at + lotSize)
      const { version } = await filters.readFilters(person)
      await filters.saveFilters(person, lot.map(filterFor), version)
      for (const [letter, lines] of Object.entries(letters)) {
        const id = `${crypto.randomUUID()}@x.example`
        await platform.deliver([`Message-ID: <${id}>`, ...lines, ''].join('\r\n'), address)
        const marked = await flagsOf(id)
        const message = await lookAt(id)
        for (const [index, condition] of lot.entries()) {
          pairs += 1
          const caught = catches({ needs: 'all', conditions: [condition] }, message, known)
          if (caught !== marked.has(`t${index}`)) differing.push({ letter, condition, caught })
        }
      }
    }
    expect(differing).toEqual([])
    expect(pairs).toBeGreaterThan(1_000)
  }, 120_000)

  const filterFor = (condition: FilterCondition, index: number): Filter => ({
    ...{ name: `t${index}`, isOn: true, needs: 'all', stops: false },
    ...{ conditions: [condition], actions: [{ do: 'label', keyword: `t${index}` }] },
  })

  async function flagsOf(id: string): Promise<Set<string>> {
    await imap.mailboxOpen('INBOX')
    for await (const { flags } of imap.fetch({ header: { 'message-id': id } }, { flags: true }))
      return flags ?? new Set()
    throw new Error(`not delivered: ${id}`)
  }

  async function lookAt(id: string) {
    const { folder, validity, uids } = await account.pick('INBOX', { messageId: `<${id}>` })
    return account.sifting.look(
      { folder, validity, uid: uids[0] ?? 0 },
      wishOf([{ needs: 'all', conditions: generated }]),
    )
  }
})
