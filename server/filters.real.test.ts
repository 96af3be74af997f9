import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Filter, FilterAction, FilterCondition } from '#contract/filters.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveRules } from '#server/mail/sieve/rules/sieve-rules.ts'
import { SieveFilters } from '#server/mail/sieve/rules/sieve-filters.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'

const uid = 'farid'

/** What each condition is tried on. */
const letters = {
  plain: [
    'From: "Kit Maple" <kit@harbour.example>',
    'To: farid@example.gov',
    'Subject: Budget for the ramp',
    'X-Ticket: 4711 [open]',
    '',
    'The invoice is on its way.',
  ],
  list: [
    'From: news@list.harbour.example',
    'To: Friends <all@list.harbour.example>',
    'Cc: ada@example.gov, farid@example.gov',
    'Subject: =?utf-8?Q?=C3=9Cber_die_Rampe?=',
    'List-Id: Harbour news <news.harbour.example>',
    '',
    'Nothing about money.',
  ],
  file: [
    'From: KIT@HARBOUR.EXAMPLE',
    'To: farid@example.gov',
    'Subject: ramp*budget?',
    'X-Spam-Flag: YES',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'An INVOICE.',
    '--b',
    'Content-Type: text/plain; name=a.txt',
    'Content-Disposition: attachment; filename=a.txt',
    '',
    'x'.repeat(900).concat('\r\n').repeat(4),
    '--b--',
  ],
}
type Letter = keyof typeof letters

const conditions: [FilterCondition, Letter[]][] = [
  [{ on: 'from', how: 'contains', value: 'maple' }, ['plain']],
  [{ on: 'from', how: 'contains-not', value: 'maple' }, ['list', 'file']],
  [{ on: 'from', how: 'is', value: 'kit@harbour.example' }, ['plain', 'file']],
  [{ on: 'from', how: 'begins', value: 'kit@' }, ['plain', 'file']],
  [{ on: 'from', how: 'ends', value: '@list.harbour.example' }, ['list']],
  [{ on: 'from', how: 'domain', value: 'harbour.example' }, ['plain', 'file']],
  [{ on: 'to', how: 'is', value: 'farid@example.gov' }, ['plain', 'file']],
  [{ on: 'cc', how: 'domain', value: 'example.gov' }, ['list']],
  [{ on: 'recipient', how: 'is', value: 'farid@example.gov' }, ['plain', 'list', 'file']],
  [{ on: 'subject', how: 'contains', value: 'RAMP' }, ['plain', 'list', 'file']],
  [{ on: 'subject', how: 'contains', value: 'Über' }, ['list']],
  [{ on: 'subject', how: 'is', value: 'ramp*budget?' }, ['file']],
  [{ on: 'subject', how: 'begins', value: 'ramp*' }, ['file']],
  [{ on: 'subject', how: 'ends', value: 'ramp' }, ['plain']],
  [{ on: 'subject', how: 'contains-not', value: 'budget' }, ['list']],
  [{ on: 'header', name: 'X-Ticket', how: 'contains', value: '[open]' }, ['plain']],
  [{ on: 'header', name: 'X-Ticket', how: 'begins', value: '?7' }, []],
  [{ on: 'body', how: 'contains', value: 'invoice' }, ['plain', 'file']],
  [{ on: 'body', how: 'contains-not', value: 'invoice' }, ['list']],
  [{ on: 'list', value: 'news.harbour.example' }, ['list']],
  [{ on: 'list', value: 'harbour.example' }, []],
  [{ on: 'size', how: 'over', kilobytes: 3 }, ['file']],
  [{ on: 'size', how: 'under', kilobytes: 3 }, ['plain', 'list']],
  [{ on: 'attachment' }, ['file']],
  [{ on: 'junk' }, ['file']],
]

describe('Filters on Dovecot', () => {
  const platform = realPlatform()
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  const { name, address } = personOf(platform, uid)
  const person = { user: uid, name, addresses: [address] }
  const services = {
    ...{ scripts, identityOf: () => tokenIdentity(platform, uid), domain: null },
    addressesOf: () => Promise.resolve([address]),
  }
  const filters = new SieveFilters(services, forwardingPolicy)
  let session: ScriptSession
  let imap: Awaited<ReturnType<typeof rawImap>>
  beforeAll(async () => {
    session = await scripts.open(tokenIdentity(platform, uid))
    imap = await rawImap(platform, uid)
  })
  const clear = async () => {
    await session.activate(null)
    for (const script of await session.list()) await session.remove(script.name)
  }
  beforeEach(clear)
  afterAll(async () => {
    await clear()
    await session.close()
    await imap.logout()
  })

  const save = async (wanted: readonly Filter[]) => {
    const { version } = await filters.readFilters(person)
    return filters.saveFilters(person, wanted, version)
  }
  const filterOf = (actions: FilterAction[], changes: Partial<Filter> = {}): Filter => ({
    ...{ name: 'x', isOn: true, needs: 'all', stops: false, actions },
    ...{ conditions: [{ on: 'subject', how: 'contains', value: 'ramp' }], ...changes },
  })
  /** Delivers it, and says where it is then, with its flags. */
  const delivered = async (letter: Letter, ...folders: string[]) => {
    const id = `${crypto.randomUUID()}@x.example`
    await platform.deliver([`Message-ID: <${id}>`, ...letters[letter], ''].join('\r\n'), address)
    const found: Record<string, string[]> = {}
    for (const folder of ['INBOX', ...folders]) {
      await imap.mailboxOpen(folder)
      for await (const { flags } of imap.fetch({ header: { 'message-id': id } }, { flags: true }))
        found[folder] = [...(flags ?? [])].filter((flag) => flag !== '\\Recent' && !flag.startsWith('$Has')).sort()
    }
    return found
  }
  const inFolder = async (folder: string) => {
    await imap.mailboxCreate(folder)
    return folderIdOf(folder)
  }

  it('catch what their condition says, and nothing else', async () => {
    const wanted = conditions.map(([condition], place) =>
      filterOf([{ do: 'label', keyword: `c${place}` }], { conditions: [condition] }),
    )
    expect(await save(wanted)).toMatchObject({
      isInForce: true,
      filters: wanted,
      missing: ['group-member', 'recipient-group-member'],
    })
    for (const letter of Object.keys(letters) as Letter[]) {
      const { INBOX = [] } = await delivered(letter)
      const caught = conditions
        .filter((_condition, place) => INBOX.includes(`c${place}`))
        .map(([condition]) => condition)
      expect(caught).toEqual(conditions.filter(([, which]) => which.includes(letter)).map(([condition]) => condition))
    }
  })

  it('want all of their conditions, or any', async () => {
    const two: FilterCondition[] = [{ on: 'junk' }, { on: 'subject', how: 'contains', value: 'budget' }]
    await save([
      filterOf([{ do: 'label', keyword: 'all' }], { conditions: two }),
      filterOf([{ do: 'label', keyword: 'any' }], { conditions: two, needs: 'any' }),
    ])
    expect(await delivered('plain')).toEqual({ INBOX: ['any'] })
    expect(await delivered('file')).toEqual({ INBOX: ['all', 'any'] })
    expect(await delivered('list')).toEqual({ INBOX: [] })
  })

  it('move, copy, mark and throw away, also in folders of any name', async () => {
    const folder = `Ämter "&" ${crypto.randomUUID().slice(0, 6)}`
    const folderId = await inFolder(folder)
    const marked: FilterAction[] = [{ do: 'flag' }, { do: 'mark-read' }, { do: 'label', keyword: 'Urgent' }]
    const flags = ['Urgent', '\\Flagged', '\\Seen'].sort()
    await save([filterOf([{ do: 'move', folderId }, ...marked])])
    expect(await delivered('plain', folder)).toEqual({ [folder]: flags })
    await save([filterOf([{ do: 'copy', folderId }])])
    expect(await delivered('plain', folder)).toEqual({ INBOX: [], [folder]: [] })
    await save([filterOf(marked)])
    expect(await delivered('plain', folder)).toEqual({ INBOX: flags })
    await save([filterOf([{ do: 'copy', folderId }, { do: 'discard' }])])
    expect(await delivered('plain', folder)).toEqual({ [folder]: [] })
    await imap.mailboxDelete(folder)
  })

  it('lose nothing when their folder is gone', async () => {
    await save([filterOf([{ do: 'move', folderId: folderIdOf(`Gone ${crypto.randomUUID()}`) }])])
    expect(await delivered('plain')).toEqual({ INBOX: [] })
  })

  it('do nothing while they are off, and go on after one that does not stop', async () => {
    const [first, second] = ['first', 'second'].map((keyword) => filterOf([{ do: 'label', keyword }])) as [
      Filter,
      Filter,
    ]
    await save([{ ...first, isOn: false }, second])
    expect(await delivered('plain')).toEqual({ INBOX: ['second'] })
    await save([first, second])
    expect(await delivered('plain')).toEqual({ INBOX: ['first', 'second'] })
    await save([{ ...first, stops: true }, second])
    expect(await delivered('plain')).toEqual({ INBOX: ['first'] })
  })

  it('leave the script of another program to run, also after one that stops', async () => {
    await session.write('mine', 'require "imap4flags"; addflag "theirs";')
    await session.activate('mine')
    await save([filterOf([{ do: 'label', keyword: 'ours' }], { stops: true })])
    expect(await delivered('plain')).toEqual({ INBOX: ['ours', 'theirs'] })
  })

  /** What went to addresses outside, by its subject. */
  const outside = (subject: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((text) => text.includes(`Subject: ${subject}`))
  const becomes = (found: () => number, count: number) => expect.poll(found, { timeout: 20_000 }).toBe(count)
  const write = async (subject: string, ...headers: string[]) => {
    const from = `${subject}@outside.example`
    const lines = [`From: <${from}>`, `To: <${address}>`, `Subject: ramp ${subject}`, ...headers, '', 'Hello.', '']
    await platform.deliver(lines.join('\r\n'), address)
  }
  const unique = () => `x${crypto.randomUUID().slice(0, 8)}`

  it('forward and answer, beside what becomes of the message, but not junk', async () => {
    const address = 'colleague@outside.example'
    await save([filterOf([{ do: 'forward', address }, { do: 'reply', text: 'Thank you. ${x}' }, { do: 'flag' }])])
    const [junk, good] = [unique(), unique()]
    await write(junk, 'X-Spam-Flag: YES')
    await write(good)
    await becomes(() => outside(`ramp ${good}`).length, 1)
    await becomes(() => outside(`Auto: ramp ${good}`).length, 1)
    expect(outside(`Auto: ramp ${good}`)[0]).toContain('Thank you. ${x}')
    expect(outside(`ramp ${junk}`).length + outside(`Auto: ramp ${junk}`).length).toBe(0)
    expect(await delivered('plain')).toEqual({ INBOX: ['\\Flagged'] })
  })

  it('answer once where several would, and leave it to the out of office while that is on', async () => {
    const replies = (text: string) =>
      filterOf([
        { do: 'reply', text },
        { do: 'label', keyword: text },
      ])
    await save([replies('One'), replies('Two')])
    const subject = unique()
    await write(subject)
    await becomes(() => outside(`Auto: ramp ${subject}`).length, 1)
    expect(outside(`Auto: ramp ${subject}`)[0]).toContain('One')
    expect(await delivered('plain')).toEqual({ INBOX: ['One', 'Two'] })

    const rules = new SieveRules(services, forwardingPolicy)
    const { version } = await rules.readAbsence(person)
    const absence = { isOn: true, startsAtMs: null, endsAtMs: null, daysBetween: 7, insideText: 'Away' } as const
    const always = { weekly: null, colleague: null }
    await rules.saveAbsence(person, { ...absence, ...always, outside: 'same', outsideText: '' }, version)
    const later = unique()
    await write(later)
    await becomes(() => outside(`Auto: ramp ${later}`).length, 1)
    expect(outside(`Auto: ramp ${later}`)[0]).toContain('Away')
    expect(await delivered('plain')).toEqual({ INBOX: ['One', 'Two'] })
  })

  it('reject with the words of the person, but neither lists nor what was forwarded or answered before', async () => {
    const reject = filterOf([{ do: 'reject', text: 'Not from you. ${x}\nGrüße' }])
    expect(await save([reject])).toMatchObject({ canReject: true })
    const refusals = (subject: string) =>
      readdirSync(platform.outsideDirectory)
        .filter((file) => file.endsWith('.eml'))
        .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
        .filter((text) => text.includes(`${subject}@outside.example`) && text.includes('disposition-notification'))
    const isHere = async (subject: string) => {
      await imap.mailboxOpen('INBOX')
      const found = await imap.search({ subject })
      return found ? found.length > 0 : false
    }
    const [refused, list, forwarded, answered] = [unique(), unique(), unique(), unique()]
    await write(refused)
    await write(list, 'List-Id: <news.harbour.example>')
    await becomes(() => refusals(refused).length, 1)
    expect(refusals(refused)[0]).toMatch(/Not from you. \$\{x\}/)
    expect([await isHere(refused), await isHere(list)]).toEqual([false, true])

    const address = 'colleague@outside.example'
    await save([filterOf([{ do: 'forward', address }]), reject])
    await write(forwarded)
    await becomes(() => outside(`ramp ${forwarded}`).length, 1)
    await save([filterOf([{ do: 'reply', text: 'Thank you.' }]), reject])
    await write(answered)
    await becomes(() => outside(`Auto: ramp ${answered}`).length, 1)
    expect([await isHere(forwarded), await isHere(answered)]).toEqual([true, true])
    expect([list, forwarded, answered].flatMap(refusals)).toEqual([])
  })

  it('are refused at the action that forwards to more places than the server does, or answers beside another program', async () => {
    const forwards = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      filterOf([{ do: 'forward', address: `${name}@outside.example` }]),
    )
    await expect(save(forwards)).rejects.toMatchObject({
      details: { fields: [{ field: 'filters.4.actions.0.address', code: 'too-many' }] },
    })
    await save(forwards.slice(0, 4))
    await session.activate(null)
    await session.write('mine', 'require "vacation"; vacation "Mine";')
    await session.activate('mine')
    await expect(save([filterOf([{ do: 'reply', text: 'x' }])])).rejects.toMatchObject({
      details: { fields: [{ field: 'filters.0.actions.0', code: 'wrong-form' }] },
    })
  })
})
