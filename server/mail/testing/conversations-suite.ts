import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount } from '../mail-account.ts'
import type { ConversationWindow } from '../mail-conversations.ts'
import type { AccountHarness, Letter } from './mail-account-suite.ts'

const day = (number: number) => Date.UTC(2026, 4, number, 12)
const ann = { name: 'Ann Lee', address: 'ann.lee@example.gov' }
const carl = { name: 'Carl Brandt', address: 'carl.brandt@example.gov' }
const own = { name: 'Grace', address: 'grace@example.gov' }
const id = (name: string) => `<${name}@conversation.example>`

/** What every account promises of conversations. */
export function describeConversations(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, in conversations`, () => {
    let harness: AccountHarness
    let account: MailAccount
    const folders = ['INBOX', 'Sent', 'Archive', 'Trash'] as const

    beforeAll(async () => {
      harness = await start()
    })
    beforeEach(async () => {
      await harness.empty(folders)
      account = await harness.open()
    })
    afterEach(() => account.close())
    afterAll(async () => {
      await harness.empty(folders)
      await harness.close()
    })

    const put = (folder: string, letter: Partial<Letter> & { subject: string }) =>
      harness.put(folder, { text: `Text of ${letter.subject}`, ...letter })
    const list = (offset = 0, limit = 50) => account.conversations.window('INBOX', offset, limit)
    const said = ({ items }: ConversationWindow) => items.map(({ newest, count }) => `${newest.subject} ${count}`)
    /** Lunch with an answer, and a fence on its own between the two. */
    const putLunch = async () => {
      await put('INBOX', { subject: 'Lunch', from: ann, dateMs: day(1), messageId: id('lunch') })
      await put('INBOX', { subject: 'Fence', from: carl, dateMs: day(2), messageId: id('fence') })
      await put('INBOX', { subject: 'Re: Lunch', from: carl, dateMs: day(3), references: [id('lunch')] })
    }

    it('can say whether it groups messages', async () => {
      expect(await account.conversations.isPossible()).toBe(true)
    })

    it('makes one row of a message and its answers, where the newest stands', async () => {
      expect(await list()).toMatchObject({ total: 0, grouped: 0, messages: 0, unread: 0, items: [] })
      await putLunch()
      const window = await list()
      expect(window).toMatchObject({ folder: 'INBOX', offset: 0, total: 2, grouped: 3, messages: 3, unread: 3 })
      expect(said(window)).toEqual(['Re: Lunch 2', 'Fence 1'])
      const [lunch] = window.items
      expect(lunch).toMatchObject({ count: 2, unread: 2, flagged: false, hasAttachment: false, people: [carl, ann] })
      expect(lunch?.messages).toHaveLength(2)
      expect(lunch?.messages.at(-1)).toEqual({ reference: lunch?.newest.reference, unread: true, flagged: false })
    })

    it('shows any stretch', async () => {
      await putLunch()
      expect(said(await list(1, 1))).toEqual(['Fence 1'])
      expect(said(await list(0, 1))).toEqual(['Re: Lunch 2'])
      expect(said(await list(2, 50))).toEqual([])
    })

    it('takes equal subjects apart that nothing else connects', async () => {
      await put('INBOX', { subject: 'Report', messageId: id('one') })
      await put('INBOX', { subject: 'Report', messageId: id('two') })
      expect((await list()).total).toBe(2)
    })

    it('holds answers together whose beginning is elsewhere', async () => {
      await put('INBOX', { subject: 'Re: Hall', references: [id('hall')] })
      await put('INBOX', { subject: 'Other' })
      await put('INBOX', { subject: 'Re: Hall', references: [id('hall')] })
      expect(said(await list())).toEqual(['Re: Hall 2', 'Other 1'])
    })

    it('says of each how many are unread, and whether one is flagged or has an attachment, as it changes', async () => {
      const attachment = { name: 'a.zip', type: 'application/zip', bytes: Buffer.from('PK') }
      await putLunch()
      for (let index = 0; index < 8; index += 1) {
        await put('INBOX', {
          subject: `Re: Lunch ${index}`,
          references: [id('lunch')],
          ...(index === 6 && { attachment }),
        })
      }
      const [lunch] = (await list()).items
      expect(lunch).toMatchObject({ count: 10, unread: 10, flagged: false, hasAttachment: true })
      const messages = lunch?.messages.map(({ reference }) => reference) ?? []
      await account.changeFlags(messages.slice(0, 4), ['seen'], [])
      await account.changeFlags(messages.slice(2, 3), ['flagged'], [])
      const [marked] = (await list()).items
      expect(marked).toMatchObject({ unread: 6, flagged: true })
      expect(
        marked?.messages.map(({ unread, flagged }) => `${unread ? 'u' : '-'}${flagged ? 'f' : '-'}`).join(' '),
      ).toBe('-- -- -f -- u- u- u- u- u- u-')
      await account.changeFlags(messages.slice(2, 3), [], ['flagged'])
      await account.changeFlags(messages.slice(-2), ['seen'], [])
      expect((await list()).items[0]).toMatchObject({ unread: 4, flagged: false })
    })

    it('puts a new answer into its conversation, which keeps its name and moves up', async () => {
      await putLunch()
      await put('INBOX', { subject: 'Newer' })
      const before = await list()
      expect(said(before)).toEqual(['Newer 1', 'Re: Lunch 2', 'Fence 1'])
      await put('INBOX', { subject: 'Re: Fence', references: [id('fence')] })
      const after = await list()
      expect(said(after)).toEqual(['Re: Fence 2', 'Newer 1', 'Re: Lunch 2'])
      expect(after.items[0]?.name).toEqual(before.items[2]?.name)
    })

    it('goes on with what is left when messages go', async () => {
      await putLunch()
      const before = await list()
      const messages = before.items[0]?.messages.map(({ reference }) => reference) ?? []
      await account.move(messages.slice(0, 1), 'Trash')
      expect(said(await list())).toEqual(['Re: Lunch 1', 'Fence 1'])
      expect((await list()).items[0]?.name).toEqual(before.items[0]?.name)
      await account.move(messages.slice(1), 'Trash')
      const after = await list()
      expect([said(after), after.total, after.messages]).toEqual([['Fence 1'], 1, 1])
    })

    it('says where a conversation and a date stand', async () => {
      await putLunch()
      const { items } = await list()
      const first = items[0]?.messages[0]?.reference
      const fence = items[1]?.newest.reference
      if (!first || !fence) throw new Error('Nothing there')
      expect(await account.conversations.positionOf(first)).toBe(0)
      expect(await account.conversations.positionOf(fence)).toBe(1)
      expect(await account.conversations.positionOf({ ...first, uid: first.uid + 1_000 })).toBeNull()
      expect(await account.conversations.positionOf({ ...first, validity: '77' })).toBeNull()
      expect(await account.conversations.positionAt('INBOX', day(4))).toBe(0)
      expect(await account.conversations.positionAt('INBOX', day(2))).toBe(1)
      // Lunch began on that day, yet it was last written to later.
      expect(await account.conversations.positionAt('INBOX', day(1))).toBeNull()
    })

    it('reads a whole conversation with what the person answered, oldest first, whichever message is asked for', async () => {
      await putLunch()
      const sent = { from: own, dateMs: day(2), messageId: id('yes'), references: [id('lunch')] }
      await put('Sent', { ...sent, subject: 'Re: Lunch, yes' })
      await put('Sent', { subject: 'Something else', from: own })
      const [lunch, fence] = (await list()).items
      const messages = lunch?.messages.map(({ reference }) => reference) ?? []
      for (const reference of messages) {
        const whole = await account.conversations.read(reference)
        expect(whole.items.map(({ subject, reference: { folder } }) => `${folder} ${subject}`)).toEqual([
          'INBOX Lunch',
          'Sent Re: Lunch, yes',
          'INBOX Re: Lunch',
        ])
        expect(whole.messages).toEqual(messages)
      }
      const alone = fence && (await account.conversations.read(fence.newest.reference))
      expect(alone?.items.map(({ subject }) => subject)).toEqual(['Fence'])
    })

    it('finds what an answer answers in the archive, and shows a copy once', async () => {
      await put('Archive', { subject: 'Plan', from: ann, dateMs: day(1), messageId: id('plan') })
      await put('INBOX', { subject: 'Re: Plan', dateMs: day(2), messageId: id('re'), references: [id('plan')] })
      await put('Archive', { subject: 'Re: Plan', dateMs: day(2), messageId: id('re'), references: [id('plan')] })
      const [plan] = (await list()).items
      const whole = plan && (await account.conversations.read(plan.newest.reference))
      expect(whole?.items.map(({ subject, reference: { folder } }) => `${folder} ${subject}`)).toEqual([
        'Archive Plan',
        'INBOX Re: Plan',
      ])
    })

    it('finds what was archived by year', async () => {
      const { path } = await account.folderChanges.create('Archive', '2018')
      await put(path, { subject: 'Plan', from: ann, dateMs: day(1), messageId: id('plan') })
      await put('INBOX', { subject: 'Re: Plan', dateMs: day(2), messageId: id('re'), references: [id('plan')] })
      const [plan] = (await list()).items
      const whole = plan && (await account.conversations.read(plan.newest.reference))
      expect(whole?.items.map(({ subject, reference: { folder } }) => `${folder} ${subject}`)).toEqual([
        `${path} Plan`,
        'INBOX Re: Plan',
      ])
      await account.folderChanges.remove(path)
    })

    it('says so when a message or a folder is gone', async () => {
      await putLunch()
      const [lunch] = (await list()).items
      if (!lunch) throw new Error('Nothing there')
      const { reference } = lunch.newest
      const gone = (error: unknown) => isProblem(error, 'message-gone')
      await expect(account.conversations.read({ ...reference, uid: reference.uid + 1_000 })).rejects.toSatisfy(gone)
      await expect(account.conversations.read({ ...reference, validity: '77' })).rejects.toSatisfy(gone)
      await expect(account.conversations.read({ ...reference, folder: 'Nowhere' })).rejects.toSatisfy(gone)
      await expect(account.conversations.window('Nowhere', 0, 50)).rejects.toSatisfy((error) =>
        isProblem(error, 'folder-gone'),
      )
    })
  })
}
