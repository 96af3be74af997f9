import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter, FilterAction, FilterCondition, SingleCondition } from '#contract/filters.ts'
import { type Dice, diceFor } from '#platform/seed/random.ts'
import { explainMessage } from '#server/features/filters/explain-message.ts'
import { fateOf } from '#server/mail/filter-fate.ts'
import { catches, wishOf } from '#server/mail/filter-verdict.ts'
import { nobodyKnown } from '#server/mail/known-senders.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { SiftedMessage } from '#server/mail/mail-sifting.ts'
import type { RunningRules } from '#server/mail/own-rules.ts'
import { folderIdOf, folderOf } from '#server/mail/reference-ids.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { noRules, writeRules } from './rules-script.ts'
import { letters } from './testing/sifted-letters.ts'
import { openSieveTest, type SieveTest } from './testing/sieve-test.ts'

const uid = 'farid'
const words = [
  'ramp',
  'Budget',
  'Über',
  'plan  b',
  'farid@example.gov',
  'harbour.example',
  'kit',
  '*',
  'inner',
  'invoice',
]
const ways = ['contains', 'contains-not', 'is', 'begins', 'ends'] as const

function single(dice: Dice): SingleCondition {
  const [how, value] = [dice.pick(ways), dice.pick(words)]
  return dice.pick<SingleCondition>([
    { on: dice.pick(['from', 'to', 'cc', 'recipient'] as const), how: dice.pick([...ways, 'domain'] as const), value },
    { on: 'subject', how, value },
    { on: 'header', name: 'X-Note', how, value },
    { on: 'body', how: dice.pick(['contains', 'contains-not'] as const), value },
    { on: 'list', value: 'news.harbour.example' },
    { on: 'size', how: dice.pick(['over', 'under'] as const), kilobytes: dice.pick([1, 2, 4]) },
    { on: 'attachment' },
    { on: 'attachment-name', how, value: dice.pick(['a.txt', '.BIN', 'plan']) },
    { on: 'junk' },
    { on: 'spam-score', atLeast: dice.pick([1, 6]) },
  ])
}

const several = <Thing>(dice: Dice, most: number, make: () => Thing) =>
  Array.from({ length: 1 + dice.below(most) }, make)

function condition(dice: Dice): FilterCondition {
  if (dice.chance(0.7)) return single(dice)
  return { on: 'group', needs: dice.pick(['all', 'any'] as const), conditions: several(dice, 3, () => single(dice)) }
}

const folder = { one: folderIdOf('One'), two: folderIdOf('Two & drei') }
const deeds: FilterAction[][] = [
  [{ do: 'move', folderId: folder.one }],
  [{ do: 'move', folderId: folder.two }],
  [{ do: 'copy', folderId: folder.two }, { do: 'mark-read' }],
  [{ do: 'label', keyword: 'label' }, { do: 'flag' }],
  [{ do: 'discard' }],
  [{ do: 'copy', folderId: folder.one }, { do: 'discard' }],
  [{ do: 'forward', address: 'kit@outside.example' }],
  [{ do: 'reply', text: 'Thank you.' }],
  [{ do: 'reject', text: 'No, „thank you“.\n${x}' }],
  [{ do: 'reject', text: 'No.' }],
]

const anyFilter = (dice: Dice, at: number): Filter => ({
  ...{ name: `f${at}`, isOn: dice.chance(0.85), needs: dice.pick(['all', 'any'] as const), stops: dice.chance(0.3) },
  ...{ conditions: several(dice, 2, () => condition(dice)), actions: dice.pick(deeds) },
})

describe('What Pigeonhole’s sieve-test says of our rules', () => {
  const platform = realPlatform()
  const { address } = personOf(platform, uid)
  const around = { addresses: [address], insideDomains: ['example.gov'] }
  const messages: { message: SiftedMessage; source: string }[] = []
  let pigeonhole: SieveTest
  beforeAll(async () => {
    pigeonhole = openSieveTest()
    const account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, uid))
    const imap = await rawImap(platform, uid)
    const dice = diceFor('what is asked of messages')
    // All that any condition asks for.
    const wish = wishOf([{ needs: 'all', conditions: Array.from({ length: 300 }, () => single(dice)) }])
    for (const lines of Object.values(letters)) {
      const id = `${crypto.randomUUID()}@x.example`
      await platform.deliver([`Message-ID: <${id}>`, ...lines, ''].join('\r\n'), address)
      const { validity, uids } = await account.pick('INBOX', { messageId: `<${id}>` })
      const [number = 0] = uids
      const message = await account.sifting.look({ folder: 'INBOX', validity, uid: number }, wish)
      await imap.mailboxOpen('INBOX')
      const found = await imap.fetchOne(`${number}`, { source: true }, { uid: true })
      messages.push({ message, source: found ? `${found.source?.toString('latin1')}` : '' })
    }
    account.close()
    await imap.logout()
  }, 120_000)
  afterAll(() => pigeonhole.close())

  const toldOf = (message: SiftedMessage, running: Omit<RunningRules, 'colleague' | 'otherScript'>) =>
    explainMessage(
      {
        recentFolders: () => Promise.resolve([{ path: 'INBOX', owner: null }]),
        sifting: { look: () => Promise.resolve(message) },
      } as unknown as MailAccount,
      { folder: 'INBOX', validity: '1', uid: 1 },
      {
        running: () => Promise.resolve({ ...running, colleague: null, otherScript: null }),
        known: () => Promise.resolve(nobodyKnown),
      },
    )
  const run = (filters: Filter[], source: string) =>
    pigeonhole.run(writeRules({ ...noRules, filters }, around), Buffer.from(source, 'latin1'))

  it('is what a dry run says, filter by filter and message by message', async () => {
    const dice = diceFor('dry runs')
    let pairs = 0
    for (let lot = 0; lot < 12; lot += 1) {
      const filters = Array.from({ length: 60 }, (_, at): Filter => ({
        ...anyFilter(dice, at),
        ...{ isOn: true, stops: false, actions: [{ do: 'label', keyword: `t${at}` }] },
      }))
      for (const { message, source } of messages) {
        const said = filters.flatMap((filter, at) => (catches(filter, message) ? [`t${at}`] : []))
        const { places } = await run(filters, source)
        expect({ source, caught: places['INBOX'] }).toEqual({ source, caught: said.sort() })
        pairs += filters.length
      }
    }
    expect(pairs).toBeGreaterThan(2_000)
  }, 300_000)

  it('is why a message is where it is, list by list and message by message', async () => {
    const dice = diceFor('why it is here')
    let [moved, rejected] = [0, 0]
    for (let list = 0; list < 60; list += 1) {
      const filters = Array.from({ length: 4 }, (_, at) => anyFilter(dice, at))
      for (const { message, source } of messages) {
        const { filed, isKept, isRejected } = fateOf(filters, message, { ...nobodyKnown, own: [address] })
        const expected = new Set([...filed.map(({ folderId }) => folderOf(folderId)), ...(isKept ? ['INBOX'] : [])])
        const found = await run(filters, source)
        const places = Object.keys(found.places).sort()
        expect({ filters, places, isRejected: found.isRejected }).toEqual({
          ...{ filters, isRejected, places: [...expected].sort() },
        })
        if (filed.length > 0) moved += 1
        if (isRejected) rejected += 1
      }
    }
    expect(moved).toBeGreaterThan(100)
    expect(rejected).toBeGreaterThan(10)
  }, 300_000)

  it('is what is told of a message, with senders and forwarding before the filters', async () => {
    const dice = diceFor('all rules')
    const some = ['kit@harbour.example', 'harbour.example', 'sub.harbour.example', 'farid@example.gov', 'x.example']
    const junk = folderIdOf('Junk')
    const seen = { blocked: 0, allowed: 0, caught: 0, gone: 0 }
    for (let lot = 0; lot < 20; lot += 1) {
      const allowed = some.filter(() => dice.chance(0.3))
      const blocked = some.filter((sender) => !allowed.includes(sender) && dice.chance(0.3))
      const forwarding = dice.pick(['off', 'with-copy', 'without-copy'] as const)
      const filters = Array.from({ length: 6 }, (_, at): Filter => ({
        ...anyFilter(dice, at),
        ...{ isOn: true, actions: [{ do: 'label', keyword: `f${at}` }] },
      }))
      const rules = {
        ...{
          ...noRules,
          allowed,
          blocked: blocked.length === 0 ? null : { senders: blocked, folderId: junk },
          filters,
        },
        forwarding: {
          isOn: forwarding !== 'off',
          targets: ['x@outside.example'],
          keepsCopy: forwarding === 'with-copy',
        },
      }
      for (const { message, source } of messages) {
        const running = { ...around, filters, senders: { blocked, allowed }, own: [address], forwarding }
        const told = await toldOf(message, { ...running, isAway: false, acknowledges: false })
        const { places } = await pigeonhole.run(writeRules(rules, around), Buffer.from(source, 'latin1'))
        const isGone = forwarding === 'without-copy' && !told.isJunk && told.sender !== 'blocked'
        const place = told.sender === 'blocked' ? 'Junk' : 'INBOX'
        const expected = isGone ? {} : { [place]: told.caughtBy.map(({ name }) => name) }
        expect({ source, allowed, blocked, forwarding, places }).toEqual({
          ...{ source, allowed, blocked, forwarding, places: expected },
        })
        if (told.sender) seen[told.sender] += 1
        if (told.caughtBy.length > 0) seen.caught += 1
        if (isGone) seen.gone += 1
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10)
  }, 300_000)

  it('rejects nothing while what comes is acknowledged', async () => {
    const no: Filter = {
      ...{ name: 'no', isOn: true, needs: 'any', stops: false, actions: [{ do: 'reject', text: 'No.' }] },
      conditions: [{ on: 'body', how: 'contains-not', value: 'nowhere to be found' }],
    }
    const acknowledgement = { isOn: true, text: 'It has come.', daysBetween: 7 }
    let rejected = 0
    for (const { source } of messages) {
      if ((await run([no], source)).isRejected) rejected += 1
      const script = writeRules({ ...noRules, acknowledgement, filters: [no] }, around)
      const found = await pigeonhole.run(script, Buffer.from(source, 'latin1'))
      expect(found).toMatchObject({ places: { INBOX: [] }, isRejected: false })
    }
    expect(rejected).toBeGreaterThan(0)
  })
})
