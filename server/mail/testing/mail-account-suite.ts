import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Address } from '#contract/messages.ts'
import type { ProblemType } from '#contract/problem.ts'
import { isProblem } from '#server/problem.ts'
import { inMemory } from '../message-bytes.ts'
import type { FolderPath, MailAccount, MailChange, MailIdentity, MessageReference } from '../mail-account.ts'

/** A letter a harness puts in place. */
export interface Letter {
  subject: string
  text: string
  /** Ben Okafor unless said. */
  from?: Address
  /** When it was sent and arrived; now unless said. */
  dateMs?: number
  attachment?: { name: string; type: string; bytes: Buffer }
  /** One of its own unless said. */
  messageId?: string
  /** The Message-IDs of what it answers, the beginning first. */
  references?: string[]
}

/** One way to have an account: in memory, or on a real server. */
export interface AccountHarness {
  /** The person's account, opened anew, with the folders they chose for purposes; the suite closes it. */
  open(chosenRoles?: MailIdentity['chosenRoles']): Promise<MailAccount>
  /** Puts a letter into a folder as another program would. */
  put(folder: FolderPath, letter: Letter): Promise<void>
  /** Removes everything from these folders. */
  empty(folders: readonly FolderPath[]): Promise<void>
  close(): Promise<void>
}

/** Collects changes and waits for the one that fits. */
class Watch {
  readonly changes: MailChange[] = []
  readonly stop: () => void
  #wake: (() => void) | null = null

  constructor(account: MailAccount) {
    this.stop = account.watch((change) => {
      this.changes.push(change)
      this.#wake?.()
    })
  }

  async until(fits: (change: MailChange) => boolean): Promise<MailChange> {
    for (;;) {
      const found = this.changes.find(fits)
      if (found) return found
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

const problem = (type: ProblemType) => (error: unknown) => isProblem(error, type)

/** What every account promises, whatever stands behind it. */
export function describeMailAccount(name: string, start: () => Promise<AccountHarness>): void {
  describe(name, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    beforeEach(() => harness.empty(['INBOX', 'Archive', 'Trash', 'Sent']))
    afterAll(async () => {
      account.close()
      await harness.close()
    })

    const put = async (...subjects: string[]) => {
      for (const subject of subjects) await harness.put('INBOX', { subject, text: `Text of ${subject}` })
    }
    const references = async (folder: FolderPath = 'INBOX') =>
      (await account.window(folder, 0, 50)).items.map(({ reference }) => reference)
    const newest = async (): Promise<MessageReference> => {
      const [first] = await references()
      if (!first) throw new Error('The inbox is empty')
      return first
    }
    const gone = (reference: MessageReference): MessageReference => ({ ...reference, uid: reference.uid + 1_000 })
    const renewed = (reference: MessageReference): MessageReference => ({ ...reference, validity: '77' })

    it('lists folders with their roles and counts', async () => {
      await put('One', 'Two')
      const folders = await account.folders()
      const roles = folders.map(({ role }) => role)
      expect(roles.slice(0, 6)).toEqual(['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash'])
      expect(folders[0]).toMatchObject({ path: 'INBOX', total: 2, unread: 2, holdsMessages: true, owner: null })
    })

    it('shows any stretch of a folder, the newest first', async () => {
      await put('One', 'Two', 'Three', 'Four')
      const subjects = async (offset: number, limit: number) =>
        (await account.window('INBOX', offset, limit)).items.map(({ subject }) => subject)
      expect(await subjects(0, 50)).toEqual(['Four', 'Three', 'Two', 'One'])
      expect(await subjects(1, 2)).toEqual(['Three', 'Two'])
      expect(await subjects(3, 50)).toEqual(['One'])
      expect(await subjects(4, 50)).toEqual([])
      expect(await account.window('INBOX', 0, 1)).toMatchObject({ folder: 'INBOX', offset: 0, total: 4, unread: 4 })
    })

    it('shows an empty folder as empty, and says when a folder is not there', async () => {
      expect(await account.window('INBOX', 0, 50)).toEqual({
        folder: 'INBOX',
        sort: 'arrived',
        reverse: false,
        offset: 0,
        total: 0,
        unread: 0,
        items: [],
      })
      await expect(account.window('No such folder', 0, 50)).rejects.toSatisfy(problem('folder-gone'))
    })

    it('reads a message with its text, sender and attachment', async () => {
      const bytes = Buffer.from([0, 1, 2, 253, 254, 255, 13, 10, 46, 13, 10])
      await harness.put('INBOX', {
        subject: 'Grüße',
        text: 'Ein Brief',
        attachment: { name: 'plan.bin', type: 'application/zip', bytes },
      })
      const message = await account.read(await newest())
      expect(message).toMatchObject({
        subject: 'Grüße',
        from: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
        html: null,
        hasAttachment: true,
        flags: [],
      })
      expect(message.text?.content.trim()).toBe('Ein Brief')
      const [attachment] = message.attachments
      expect(attachment).toMatchObject({ name: 'plan.bin', type: 'application/zip', inline: false })
      const part = await account.download(message.reference, attachment?.partId ?? '')
      expect([part.name, part.type, await buffer(part.bytes)]).toEqual(['plan.bin', 'application/zip', bytes])
    })

    it('gives a whole message as it is stored, named after its subject, and does not mark it as read', async () => {
      await harness.put('INBOX', { subject: 'Plan: A/B', text: 'Ein Brief' })
      const { name, type, bytes } = await account.source(await newest())
      const source = (await buffer(bytes)).toString()
      expect([name, type]).toEqual(['Plan_ A-B.eml', 'message/rfc822'])
      expect(source).toMatch(/^Subject: Plan: A\/B\r$/m)
      expect(source).toContain('\r\n\r\nEin Brief')
      expect((await account.window('INBOX', 0, 1)).items[0]?.flags).toEqual([])
    })

    it('does not mark a message as read by showing it', async () => {
      await put('One')
      await account.read(await newest())
      expect((await account.window('INBOX', 0, 1)).items[0]?.flags).toEqual([])
    })

    it('says when a message or a part is gone, and never shows another one', async () => {
      await put('One')
      const reference = await newest()
      for (const lost of [gone(reference), renewed(reference), { ...reference, folder: 'No such folder' }]) {
        await expect(account.read(lost)).rejects.toSatisfy(problem('message-gone'))
        await expect(account.download(lost, '2')).rejects.toSatisfy(problem('message-gone'))
        await expect(account.source(lost)).rejects.toSatisfy(problem('message-gone'))
        await expect(account.threadHeaders(lost)).rejects.toSatisfy(problem('message-gone'))
      }
      await expect(account.download(reference, '99')).rejects.toSatisfy(problem('not-found'))
    })

    it('tells a message’s own identification for answers', async () => {
      await put('One')
      const headers = await account.threadHeaders(await newest())
      expect(headers.messageId).toMatch(/^<.+@example\.gov>$/)
      expect(headers.references).toEqual([])
    })

    it('tells the Message-IDs of several, and none of those that are gone', async () => {
      await put('One', 'Two')
      const [two, one] = (await references()) as [MessageReference, MessageReference]
      const [first, gone1, second, gone2] = await account.messageIds([one, gone(one), two, renewed(one)])
      expect([gone1, gone2]).toEqual([null, null])
      expect(first).toBe((await account.threadHeaders(one)).messageId)
      expect(second).toBe((await account.threadHeaders(two)).messageId)
      expect(first).not.toBe(second)
    })

    it('adds and removes flags, message by message', async () => {
      await put('One', 'Two')
      const [two, one] = (await references()) as [MessageReference, MessageReference]
      expect(await account.changeFlags([one, gone(one), two], ['seen', 'flagged', 'forwarded'], [])).toEqual([
        'done',
        'gone',
        'done',
      ])
      expect(await account.changeFlags([renewed(one), two], [], ['flagged', 'forwarded'])).toEqual(['gone', 'done'])
      const flags = (await account.window('INBOX', 0, 50)).items.map((item) => item.flags.toSorted())
      expect(flags).toEqual([['seen'], ['flagged', 'forwarded', 'seen']])
    })

    it('moves messages and says where they went', async () => {
      await put('One', 'Two')
      const [two, one] = (await references()) as [MessageReference, MessageReference]
      const results = await account.move([one, gone(two)], 'Archive')
      expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'gone'])
      const moved = results[0]?.moved
      if (!moved) throw new Error('The new place was not told')
      expect((await account.read(moved)).subject).toBe('One')
      await expect(account.read(one)).rejects.toSatisfy(problem('message-gone'))
      expect((await account.window('INBOX', 0, 50)).items.map(({ subject }) => subject)).toEqual(['Two'])
      const [back] = await account.move([moved], 'INBOX')
      expect((await account.read(back?.moved ?? one)).subject).toBe('One')
    })

    it('moves nothing to a folder that is not there', async () => {
      await put('One')
      const reference = await newest()
      await expect(account.move([reference], 'No such folder')).rejects.toSatisfy(problem('folder-gone'))
      expect((await account.read(reference)).subject).toBe('One')
    })

    it('leaves a message where it is when it is moved there', async () => {
      await put('One')
      const reference = await newest()
      expect(await account.move([reference], 'INBOX')).toEqual([{ outcome: 'done', moved: reference }])
    })

    it('deletes for ever only in the trash', async () => {
      await put('One', 'Two')
      const [two, one] = (await references()) as [MessageReference, MessageReference]
      const [moved] = await account.move([one], 'Trash')
      const inTrash = moved?.moved ?? one
      expect(await account.deleteForever([two, inTrash, gone(inTrash)])).toEqual(['refused', 'done', 'gone'])
      expect(await references('Trash')).toEqual([])
      expect(await references()).toEqual([two])
    })

    it('keeps a copy of what was sent, marked as read', async () => {
      const source = 'From: Ada <ada@example.gov>\r\nSubject: Sent by me\r\n\r\nHello\r\n'
      const reference = await account.saveSentCopy(inMemory(Buffer.from(source)))
      expect(reference?.folder).toBe('Sent')
      const [item] = (await account.window('Sent', 0, 50)).items
      expect(item).toMatchObject({ subject: 'Sent by me', flags: ['seen'], reference })
    })

    it('tells whoever watches of new mail, flags and removals', async () => {
      // What has come since somebody looked is told, also if the connection that tells it was not yet there.
      await references()
      const watch = new Watch(account)
      try {
        await put('New one')
        const arrived = await watch.until((change) => change.type === 'arrived' && change.items.length > 0)
        expect(arrived).toMatchObject({ folder: 'INBOX', total: 1, unread: 1, items: [{ subject: 'New one' }] })
        const reference = await newest()
        const isSame = ({ uid }: MessageReference) => uid === reference.uid
        await account.changeFlags([reference], ['flagged'], [])
        const flags = await watch.until((change) => change.type === 'flags')
        expect(flags).toMatchObject({ folder: 'INBOX', items: [{ reference, flags: ['flagged'] }] })
        await account.move([reference], 'Archive')
        const removed = await watch.until((change) => change.type === 'removed' && change.references.some(isSame))
        expect(removed).toMatchObject({ folder: 'INBOX', references: [reference], total: 0, unread: 0 })
        await watch.until(({ ...change }) => 'folder' in change && change.folder === 'Archive')
      } finally {
        watch.stop()
      }
    })

    it('tells of each message once that it is new, also where one goes as the next comes', async () => {
      await references()
      const watch = new Watch(account)
      const named = (change: MailChange) =>
        change.type === 'arrived' && change.folder === 'INBOX' ? change.items.map(({ subject }) => subject) : []
      const subjects = ['First', ...Array.from({ length: 6 }, (_, at) => `Came ${at}`)]
      try {
        for (const subject of subjects) {
          const going = (await references()).slice(0, subject === 'Came 0' ? 0 : 1)
          await Promise.all([account.move(going, 'Archive'), put(subject)])
          await watch.until((change) => named(change).includes(subject))
        }
        expect(watch.changes.flatMap(named)).toEqual(subjects)
      } finally {
        watch.stop()
      }
    })

    it('answers many questions at once, each with its own answer', async () => {
      await put('One', 'Two', 'Three')
      const all = await references()
      const messages = await Promise.all([...all, ...all, ...all].map((reference) => account.read(reference)))
      const subjects = ['Three', 'Two', 'One']
      expect(messages.map(({ subject }) => subject)).toEqual([...subjects, ...subjects, ...subjects])
    })

    it('does nothing any more once it is closed', async () => {
      const other = await harness.open()
      await other.folders()
      other.close()
      await expect(other.folders()).rejects.toSatisfy(problem('not-signed-in'))
    })
  })
}
