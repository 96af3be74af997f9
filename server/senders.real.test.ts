import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '#contract/filters.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveFilters } from '#server/mail/sieve/rules/sieve-filters.ts'
import { SieveSenders } from '#server/mail/sieve/rules/sieve-senders.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'

const uid = 'farid'

describe('Senders on Dovecot', () => {
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
  const [senders, filters] = [new SieveSenders(services), new SieveFilters(services, forwardingPolicy)]
  let session: ScriptSession
  let imap: Awaited<ReturnType<typeof rawImap>>
  const clear = async () => {
    await session.activate(null)
    for (const script of await session.list()) await session.remove(script.name)
  }
  beforeAll(async () => {
    session = await scripts.open(tokenIdentity(platform, uid))
    imap = await rawImap(platform, uid)
    await clear()
  })
  afterAll(async () => {
    await clear()
    await session.close()
    await imap.logout()
  })

  const places = async (from: string, ...more: string[]) => {
    const id = `${crypto.randomUUID()}@x.example`
    const lines = [`Message-ID: <${id}>`, `From: ${from}`, `To: ${address}`, 'Subject: x', ...more, '', 'x', '']
    await platform.deliver(lines.join('\r\n'), address)
    const found: string[] = []
    for (const folder of ['INBOX', 'Junk', 'Trash']) {
      await imap.mailboxOpen(folder)
      const uids = await imap.search({ header: { 'message-id': id } })
      if (Array.isArray(uids) && uids.length > 0) found.push(folder)
    }
    return found
  }

  it('lets mail of those who are blocked into Junk alone, and keeps that of those who are allowed', async () => {
    await session.write('theirs', 'require ["fileinto", "copy"]; fileinto :copy "Trash";')
    await session.activate('theirs')
    const { version } = await senders.readSenders(person, 'Junk')
    const some = { blocked: ['kit@harbour.example', 'spam.example'], allowed: ['nora@county.example'] }
    expect(await senders.saveSenders(person, some, version, 'Junk')).toMatchObject({ isInForce: true, senders: some })
    const junk: Filter = {
      ...{ name: 'x', isOn: true, needs: 'all', stops: true },
      ...{ conditions: [{ on: 'junk' }], actions: [{ do: 'move', folderId: folderIdOf('Junk') }] },
    }
    const now = await filters.readFilters(person)
    await filters.saveFilters(person, [junk], now.version)

    const marked = 'X-Spam-Flag: YES'
    expect(await places('"Kit" <KIT@harbour.example>')).toEqual(['Junk'])
    expect(await places('anybody@Spam.Example')).toEqual(['Junk'])
    expect(await places('kit.too@harbour.example')).toEqual(['INBOX', 'Trash'])
    expect(await places('x@not-spam.example')).toEqual(['INBOX', 'Trash'])
    expect(await places('nora@county.example', marked)).toEqual(['INBOX'])
    expect(await places('nora@county.example')).toEqual(['INBOX', 'Trash'])
    expect(await places('other@county.example', marked)).toEqual(['Junk', 'Trash'])
  })

  it('goes by an address before the domain it is of', async () => {
    const { version } = await senders.readSenders(person, 'Junk')
    const some = {
      blocked: ['harbour.example', 'kit@county.example'],
      allowed: ['nora@harbour.example', 'county.example'],
    }
    await senders.saveSenders(person, some, version, 'Junk')
    const marked = 'X-Spam-Flag: YES'
    for (const more of [[], [marked]]) {
      expect(await places('"N" <Nora@harbour.example>', ...more)).toContain('INBOX')
      expect(await places('x@harbour.example', ...more)).toEqual(['Junk'])
      expect(await places('kit@county.example', ...more)).toEqual(['Junk'])
      expect(await places('x@county.example', ...more)).toContain('INBOX')
    }
  })
})
