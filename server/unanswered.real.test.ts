import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '#contract/filters.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveFilters } from '#server/mail/sieve/rules/sieve-filters.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { imapServer, personOf, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { answerFields, whyUnanswered } from '#server/mail/unanswered.ts'

const uid = 'hana'
const platform = realPlatform()
const { name, address } = personOf(platform, uid)
/** An address of hers elsewhere, so that what she writes from there would be answered where the test sees it. */
const elsewhere = 'Hana@own.example'
const own = [address, elsewhere]

interface Letter {
  sender?: string
  to?: string[]
  fields?: string[]
}
const withField = (field: string): Letter => ({ fields: [field] })
const from = (sender: string): Letter => ({ sender })
const to = (...lines: string[]): Letter => ({ to: lines })

const letters: Letter[] = [
  {},
  ...['List-Id: <a.b>', 'List-Owner: x', 'List-Subscribe: x', 'List-Post: <x>', 'List-Unsubscribe: x'].map(withField),
  ...['List-Help: x', 'List-Archive: x', 'List-Id:', 'List-Unsubscribe-Post: x', 'List-Software: x'].map(withField),
  ...[
    'bulk',
    'BULK',
    'junk',
    'list',
    'bulkish',
    'first-class',
    ' Bulk',
    'first-class\r\nPrecedence: bulk',
    'bulk, x',
  ].map((value) => withField(`Precedence: ${value}`)),
  ...[
    'no',
    'NO',
    'auto-replied',
    'auto-generated',
    'other',
    'no; x=y',
    'no (really)',
    '',
    'no\r\nAuto-Submitted: auto-replied',
  ].map((value) => withField(`Auto-Submitted: ${value}`)),
  ...[
    'All',
    'OOF',
    'oof',
    'DR, OOF',
    'DR,OOF',
    'DR',
    'AutoReply',
    'None',
    'allx',
    'DR OOF',
    'x\r\nX-Auto-Response-Suppress: All',
    'DR;OOF',
  ].map((value) => withField(`X-Auto-Response-Suppress: ${value}`)),
  ...['X-Spam-Flag: YES', 'X-Spam: oh yes', 'X-Spam-Flag: no', 'Feedback-ID: x'].map(withField),
  ...[
    'mailer-daemon',
    'MAILER-DAEMON',
    'mailer-daemon2',
    'listserv',
    'ListServ',
    'majordomo',
    'Majordomo',
    'owner-x',
    'Owner-x',
    'x-owner',
    'x-request',
    'x-REQUEST',
    'x-request-y',
    'request',
  ].map((local) => from(`${local}@AT`)),
  ...['noreply', 'no-reply+x', 'NoReply', 'x_do_not_reply', 'postmaster', 'x-bounces'].map((local) =>
    from(`${local}@AT`),
  ),
  from('x@noreply.AT'),
  from('<>'),
  ...['hana@own.example', 'HANA@OWN.EXAMPLE', 'hana+x@own.example'].map(from),
  to(`To: ${address.toUpperCase()}`),
  to('To: hana@OWN.example'),
  to('To: "H, A" <hana@own.example>'),
  to('To: other@example.gov'),
  to(`To: x@y.example`, `Cc: z@y.example, ${address}`),
  to(`Bcc: ${address}`),
  to(`To: x@y.example`, `Resent-To: ${address}`),
  to(`Resent-Cc: ${address}`),
  to(`Resent-Bcc: ${address}`),
  to(),
  to('To: undisclosed-recipients:;'),
  to(`To: crew: x@y.example, ${address};, b@y.example`),
  to(`To: ${address.replace('@', '+tag@')}`),
  to(`To: "${address}" <x@y.example>`),
  to('To: x@y.example', `To: ${address}`),
  to(`To: x@y.example,\r\n ${address}`),
]

describe('Who gets no answer of a filter', () => {
  const { host, ports, caFile } = platform
  const person = { user: uid, name, addresses: own }
  const filters = new SieveFilters(
    {
      scripts: new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false }),
      ...{ identityOf: () => tokenIdentity(platform, uid), domain: null },
      addressesOf: () => Promise.resolve(own),
    },
    forwardingPolicy,
  )
  const save = async (all: Filter[]) => filters.saveFilters(person, all, (await filters.readFilters(person)).version)
  let account: MailAccount
  beforeAll(async () => {
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, uid))
    await save([
      {
        ...{ name: 'Answer', isOn: true, needs: 'all', stops: false, actions: [{ do: 'reply', text: 'Thank you.' }] },
        conditions: [{ on: 'header', name: 'X-Asks', how: 'is', value: 'yes' }],
      },
    ])
  })
  afterAll(async () => {
    await save([])
    account.close()
  })

  const answersTo = (subject: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .filter((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8').includes(`Auto: ${subject}`))

  const deliver = async ({ sender = 'kit@AT', to: addressed = [`To: <${address}>`], fields = [] }: Letter) => {
    const subject = `s${crypto.randomUUID().slice(0, 8)}`
    const at = sender.replace('AT', `${subject}.example`)
    const path = at === '<>' ? '<>' : `<${at}>`
    const lines = [`Return-Path: ${path}`, 'From: Kit <kit@harbour.example>', `Message-ID: <${subject}@x.example>`]
    const rest = [...addressed, `Subject: ${subject}`, 'X-Asks: yes', ...fields, '', 'Hello.', '']
    await platform.deliver([...lines, ...rest].join('\r\n'), address)
    const { folder, validity, uids } = await account.pick('INBOX', { messageId: `<${subject}@x.example>` })
    const message = await account.sifting.look(
      { folder, validity, uid: uids[0] ?? 0 },
      { fields: answerFields, texts: false },
    )
    return { subject, why: whyUnanswered(message.header.fields, own) }
  }

  it('is what the mail server then does: letter by letter', async () => {
    const said: { letter: Letter; subject: string; why: string | null }[] = []
    for (const letter of letters) said.push({ letter, ...(await deliver(letter)) })
    // What leaves goes in its order.
    const last = await deliver({})
    await expect.poll(() => answersTo(last.subject).length, { timeout: 20_000 }).toBe(1)
    const wrong = said.filter(({ subject, why }) => (why === null) !== (answersTo(subject).length === 1))
    expect(wrong).toEqual([])
    expect(said.filter(({ why }) => why === null).length).toBeGreaterThan(20)
    expect(said.filter(({ why }) => why !== null).length).toBeGreaterThan(40)
  }, 240_000)
})
