import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter, FilterAction, FilterCondition } from '#contract/filters.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { folderIdOf, folderOf } from '#server/mail/reference-ids.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { ManageSieveScripts } from '../manage-sieve-scripts.ts'
import { fateOf } from '#server/mail/filter-fate.ts'
import { wishOf } from '#server/mail/filter-verdict.ts'
import { SieveFilters } from './sieve-filters.ts'
import { letters } from './testing/sifted-letters.ts'

const uid = 'farid'
const own = crypto.randomUUID().slice(0, 6)
const folders = [`Fate one ${own}`, `Fate two ${own}`] as const
const [one, two] = folders.map(folderIdOf) as [ReturnType<typeof folderIdOf>, ReturnType<typeof folderIdOf>]

const conditions: FilterCondition[] = [
  { on: 'subject', how: 'contains', value: 'ramp' },
  { on: 'from', how: 'domain', value: 'harbour.example' },
  { on: 'group', needs: 'any', conditions: [{ on: 'attachment' }, { on: 'spam-score', atLeast: 3 }] },
]
const deeds: FilterAction[][] = [
  [{ do: 'move', folderId: one }],
  [{ do: 'copy', folderId: two }],
  [{ do: 'flag' }],
  [{ do: 'discard' }],
  [{ do: 'forward', address: 'fate@outside.example' }],
  [
    { do: 'reply', text: 'Thank you.' },
    { do: 'copy', folderId: two },
  ],
  [
    { do: 'copy', folderId: one },
    { do: 'move', folderId: two },
  ],
]

/** Lists of three filters, in each of which other things are done, all or any are needed, and some end the others. */
const lists: Filter[][] = Array.from({ length: 21 }, (_, list) =>
  conditions.map((condition, at) => ({
    ...{
      name: `f${at}`,
      isOn: (list + at) % 7 !== 0,
      needs: list % 2 === 0 ? 'all' : 'any',
      stops: (list + at) % 3 === 0,
    },
    conditions: list % 5 === 4 ? [condition, conditions[(at + 1) % 3] as FilterCondition] : [condition],
    actions: deeds[(list + at * 2) % deeds.length] as FilterAction[],
  })),
)

describe('What filters do with a message, found out here', () => {
  const platform = realPlatform()
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  const { name, address } = personOf(platform, uid)
  const person = { user: uid, name, addresses: [address] }
  const filters = new SieveFilters(
    {
      ...{ scripts, identityOf: () => tokenIdentity(platform, uid), domain: null },
      addressesOf: () => Promise.resolve([address]),
    },
    forwardingPolicy,
  )
  let account: MailAccount
  let imap: Awaited<ReturnType<typeof rawImap>>
  const save = async (wanted: readonly Filter[]) => {
    const { version } = await filters.readFilters(person)
    await filters.saveFilters(person, wanted, version)
  }
  beforeAll(async () => {
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, uid))
    imap = await rawImap(platform, uid)
    for (const folder of folders) await imap.mailboxCreate(folder)
  })
  afterAll(async () => {
    await save([])
    for (const folder of folders) await imap.mailboxDelete(folder)
    account.close()
    await imap.logout()
  })

  const deliver = async (lines: readonly string[]) => {
    const id = `${crypto.randomUUID()}@x.example`
    await platform.deliver([`Message-ID: <${id}>`, ...lines, ''].join('\r\n'), address)
    return `<${id}>`
  }
  const lookAt = async (messageId: string) => {
    const { folder, validity, uids } = await account.pick('INBOX', { messageId })
    const wish = wishOf([{ needs: 'all', conditions }])
    return account.sifting.look({ folder, validity, uid: uids[0] ?? 0 }, wish)
  }
  const placesOf = async (messageId: string) => {
    const places: string[] = []
    for (const folder of ['INBOX', ...folders])
      if ((await account.pick(folder, { messageId })).uids.length > 0) places.push(folder)
    return places
  }

  it('is what the mail server does: list by list, message by message', async () => {
    await save([])
    const messages = await Promise.all(Object.values(letters).map(async (lines) => lookAt(await deliver(lines))))
    for (const list of lists) {
      await save(list)
      for (const [index, lines] of Object.values(letters).entries()) {
        const message = messages[index]
        if (!message) throw new Error('not delivered')
        const { filed, isKept } = fateOf(list, message)
        const expected = new Set([...(isKept ? ['INBOX'] : []), ...filed.map(({ folderId }) => folderOf(folderId))])
        const found = await placesOf(await deliver(lines))
        expect({ list, index, places: found.sort() }).toEqual({ list, index, places: [...expected].sort() })
      }
    }
  }, 120_000)
})
