import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Filter, FilterAction, FilterCondition } from '#contract/filters.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
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
  const filters = new SieveFilters({
    ...{ scripts, identityOf: () => tokenIdentity(platform, uid), domain: null },
    addressesOf: () => Promise.resolve([address]),
  })
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
    expect(await save(wanted)).toMatchObject({ isInForce: true, filters: wanted, missing: [] })
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
})
