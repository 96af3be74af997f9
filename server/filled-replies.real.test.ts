import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '#contract/filters.ts'
import { replyWords } from '#contract/reply-words.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveFilters } from '#server/mail/sieve/rules/sieve-filters.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { imapServer, personOf, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'

const uid = 'hana'
const text = 'Dear {first name} ({NAME}),\n${x} about “{asunto}” of {date}: {colour} {my name} ${curbcut_name}\n'

/** How senders may be written, and what their messages are about. */
const letters: [from: (address: string) => string, subject: string | null][] = [
  [(address) => `"Kit Maple" <${address}>`, 'A ramp'],
  [(address) => `Kit van der Maple <${address}>`, 'Costs ${amount} {name} ${1} "quoted" \\'],
  [(address) => `=?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <${address}>`, '=?utf-8?Q?=C3=9Cber_die_Rampe?='],
  [(address) => `"Maple, Kit Lee" <${address}>`, '.'],
  [(address) => `"Maple, Kit, PhD" <${address}>`, 'long '.repeat(60).trim()],
  [(address) => `"Kit \\"the ramp\\" Maple" <${address}>`, 'Quotes'],
  [(address) => `"" <${address}>`, 'Nobody'],
  [(address) => address, null],
  [(address) => `<${address}>`, 'Re: Re: ramp'],
  [(address) => `"\${curbcut_subject}; stop" <${address}>`, '*?'],
]

describe('Answers of filters on Dovecot and Postfix', () => {
  const platform = realPlatform()
  const { host, ports, caFile } = platform
  const { name, address } = personOf(platform, uid)
  const person = { user: uid, name, addresses: [address] }
  const filters = new SieveFilters(
    {
      scripts: new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false }),
      ...{ identityOf: () => tokenIdentity(platform, uid), domain: null },
      addressesOf: () => Promise.resolve([address]),
    },
    forwardingPolicy,
  )
  const save = async (all: Filter[]) => filters.saveFilters(person, all, (await filters.readFilters(person)).version)
  let account: MailAccount
  beforeAll(async () => {
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, uid))
    await save([
      {
        ...{ name: 'Answer', isOn: true, needs: 'all', stops: false, actions: [{ do: 'reply', text }] },
        conditions: [{ on: 'header', name: 'X-Asks', how: 'is', value: 'yes' }],
      },
    ])
  })
  afterAll(async () => {
    await save([])
    account.close()
  })

  const somebody = () => `x${crypto.randomUUID().slice(0, 8)}@applicants.example`
  const write = async (from: string, subject: string | null) => {
    const id = `<${crypto.randomUUID()}@x.example>`
    const lines = [`From: ${from}`, `To: <${address}>`, `Message-ID: ${id}`, 'X-Asks: yes']
    const about = subject === null ? [] : [`Subject: ${subject}`]
    await platform.deliver([...lines, ...about, '', 'Hello.', ''].join('\r\n'), address)
    return id
  }
  const answersTo = (sender: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((answer) => answer.includes(`X-Original-To: ${sender}`))
  const isAnswered = (sender: string) => expect.poll(() => answersTo(sender).length, { timeout: 20_000 }).toBe(1)
  const wordsOf = (answer = '') =>
    answer
      .replace(/^.*?\r?\n\r?\n/s, '')
      .replaceAll('\r\n', '\n')
      .trim()

  it('say word for word what trying them out says, whoever writes about whatever', async () => {
    const [said, expected]: string[][] = [[], []]
    for (const [from, subject] of letters) {
      const sender = somebody()
      const messageId = await write(from(sender), subject)
      await isAnswered(sender)
      said?.push(wordsOf(answersTo(sender)[0]))
      const { uids } = await account.pick('INBOX', { messageId })
      const { items } = await account.window('INBOX', 0, 20)
      const message = items.find(({ reference }) => reference.uid === uids[0])
      expect(message?.from[0]?.address).toBe(sender)
      const day = new Date().toLocaleDateString('sv-SE')
      expected?.push(replyWords(text, { from: message?.from[0], subject: message?.subject ?? '', day }).trim())
    }
    expect(said).toEqual(expected)
    expect(said?.[0]).toMatch(/^Dear Kit \(Kit Maple\),\n\$\{x\} about “A ramp” of \d{4}-\d\d-\d\d: \{colour\}/)
    expect(said?.[3]).toMatch(/^Dear Kit \(Maple, Kit Lee\)/)
    expect(said?.[7]).toMatch(/^Dear (x\S+@applicants\.example) \(\1\),\n\$\{x\} about “” of/)
  }, 240_000)

  it('go to each sender once a day, also where they would say something else', async () => {
    const [sender, other] = [somebody(), somebody()]
    await write(sender, 'First')
    await isAnswered(sender)
    await write(sender, 'Second')
    await write(other, 'Third')
    // What leaves goes in its order.
    await isAnswered(other)
    expect(answersTo(sender)).toHaveLength(1)
  }, 60_000)
})
