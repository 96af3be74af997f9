import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount, MessageReference } from '../mail-account.ts'
import { fieldOf } from '../mime/headers/header-fields.ts'
import { inMemory } from '../message-bytes.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const key = 'key-of-the-first-draft'

/** What every account promises about drafts. */
export function describeDrafts(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, with drafts`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    beforeEach(() => harness.empty(['Drafts', 'INBOX']))
    afterAll(async () => {
      await harness.empty(['Drafts'])
      account.close()
      await harness.close()
    })

    const messageOf = (ownKey: string, writer: string, more: readonly string[] = []) =>
      Buffer.from(
        [
          `X-Curbcut-Draft: ${ownKey} ${writer}`,
          ...more,
          'From: Grace <grace@example.gov>',
          'Bcc: quiet@example.gov',
          'Subject: Half a thought',
          'Date: Sat, 28 Nov 2026 15:00:00 +0000',
          'Content-Type: text/plain; charset=utf-8',
          '',
          'And then\r\n',
        ].join('\r\n'),
      )
    async function append(ownKey: string, writer: string, more: readonly string[] = []): Promise<MessageReference> {
      const reference = await account.drafts.append(inMemory(messageOf(ownKey, writer, more)))
      if (!reference) throw new Error('The server does not say where it is')
      return reference
    }

    it('stores them in the folder for drafts, as read drafts, Bcc included', async () => {
      const reference = await append(key, 'tab-one')
      const { items } = await account.window('Drafts', 0, 10)
      expect(items.map(({ flags }) => flags.toSorted())).toEqual([['draft', 'seen']])
      expect(items[0]?.reference).toEqual(reference)
      const { bcc, text } = await account.read(reference)
      expect(bcc.map(({ address }) => address)).toEqual(['quiet@example.gov'])
      expect(text?.content.trim()).toBe('And then')
    })

    it('finds them again by key, with who wrote them, the oldest first, and no others', async () => {
      const first = await append(key, 'tab-one')
      const second = await append(key, 'tab-two')
      await append(`${key}-2`, 'tab-one')
      await harness.put('Drafts', { subject: 'By another program', text: key })
      expect(await account.drafts.withKey(key)).toEqual([
        { reference: first, writer: 'tab-one' },
        { reference: second, writer: 'tab-two' },
      ])
      expect(await account.deleteForever([first])).toEqual(['done'])
      expect(await account.drafts.withKey(key)).toEqual([{ reference: second, writer: 'tab-two' }])
      expect(await account.drafts.withKey('nobody-wrote-this')).toEqual([])
    })

    it('reads what a draft says of itself, long lines included', async () => {
      const ids = Array.from({ length: 60 }, (_, n) => `<${String(n).padStart(40, '0')}@example.gov>`)
      const reference = await append(key, 'tab-one', [`References: ${ids.join('\r\n ')}`, `In-Reply-To: ${ids[59]}`])
      const header = await account.drafts.header(reference)
      expect(fieldOf(header, 'x-curbcut-draft')).toBe(`${key} tab-one`)
      expect(fieldOf(header, 'references')?.split(' ')).toEqual(ids)
      await account.deleteForever([reference])
      await expect(account.drafts.header(reference)).rejects.toSatisfy((error) => isProblem(error, 'message-gone'))
    })
  })
}
