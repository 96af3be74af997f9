import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProblemType } from '#contract/problem.ts'
import { isProblem } from '#server/problem.ts'
import type { FolderPath, MailAccount } from '../mail-account.ts'
import type { Found, MailQuery, SearchNews } from '../mail-search.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const problem = (type: ProblemType) => (error: unknown) => isProblem(error, type)
const subjectsOf = (items: readonly Found[]) => items.map(({ summary }) => summary.subject)

/** What searching promises, whatever stands behind it. */
export function describeSearch(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, searching,`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    beforeEach(() => harness.empty(['INBOX', 'Archive', 'Trash', 'Sent', 'Junk']))
    afterAll(async () => {
      account.close()
      await harness.close()
    })

    const put = async (folder: FolderPath, ...subjects: string[]) => {
      for (const subject of subjects) await harness.put(folder, { subject, text: `Text of ${subject}` })
    }
    async function search(query: Partial<MailQuery>) {
      const running = await account.search.start({ words: [], includeBody: false, ...query })
      const news: SearchNews[] = []
      await running.run((step) => news.push(step))
      const items = news.flatMap((step) => (step.type === 'hits' ? step.items : []))
      return { running, news, items, subjects: subjectsOf(items), last: news.at(-1) }
    }
    const inInbox = async (query: Partial<MailQuery>) => (await search({ folder: 'INBOX', ...query })).subjects

    it('finds words in subjects, the newest first, whatever the case, and shows where', async () => {
      await put('INBOX', 'Bridge one', 'Fence', 'The old BRIDGE two')
      const { items, last, running } = await search({ words: ['bridge'], folder: 'INBOX' })
      expect(subjectsOf(items)).toEqual(['The old BRIDGE two', 'Bridge one'])
      expect(items[0]?.match).toEqual({ where: 'subject', before: 'The old ', hit: 'BRIDGE', after: ' two' })
      expect(last).toEqual({ type: 'done', found: 2, complete: true })
      expect(running.total).toBe(3)
    })

    it('finds every word, wherever each stands, in any language', async () => {
      await put('INBOX', 'Brücke über den Fluss', 'Brücke', '橋の計画')
      expect(await inInbox({ words: ['brücke', 'fluss'] })).toEqual(['Brücke über den Fluss'])
      expect(await inInbox({ words: ['Brücke', 'okafor'] })).toEqual(['Brücke', 'Brücke über den Fluss'])
      expect(await inInbox({ words: ['計画'] })).toEqual(['橋の計画'])
    })

    it('finds words in texts after all those in headers, and each message once', async () => {
      await harness.put('INBOX', { subject: 'Letter', text: 'We will mend the fence tomorrow.' })
      await put('INBOX', 'Fence')
      await harness.put('INBOX', { subject: 'Other', text: 'Nothing here.' })
      expect(await inInbox({ words: ['fence'] })).toEqual(['Fence'])
      const { items, news } = await search({ words: ['fence'], folder: 'INBOX', includeBody: true })
      expect(subjectsOf(items)).toEqual(['Fence', 'Letter'])
      expect(items[1]?.match).toMatchObject({ where: 'text', hit: 'fence', before: 'We will mend the ' })
      const stages = news.flatMap((step) => (step.type === 'progress' ? [`${step.stage} ${step.searched}`] : []))
      expect([stages.includes('headers 3'), stages.at(-1)]).toEqual([true, 'text 3'])
    })

    it('holds to every condition', async () => {
      const bytes = Buffer.alloc(9_000, 1)
      await harness.put('INBOX', {
        subject: 'Plan',
        text: 'x',
        attachment: { name: 'a.bin', type: 'image/png', bytes },
      })
      await put('INBOX', 'Read', 'Marked')
      const [marked, read] = (await account.window('INBOX', 0, 50)).items.map(({ reference }) => reference)
      if (!marked || !read) throw new Error('Not there')
      await account.changeFlags([read], ['seen'], [])
      await account.changeFlags([marked], ['flagged'], [])
      const hourMs = 60 * 60_000
      const now = Date.now()
      expect(await inInbox({ unread: true })).toEqual(['Marked', 'Plan'])
      expect(await inInbox({ unread: false })).toEqual(['Read'])
      expect(await inInbox({ flagged: true, unread: true })).toEqual(['Marked'])
      expect(await inInbox({ flagged: false })).toEqual(['Read', 'Plan'])
      expect(await inInbox({ hasAttachment: true })).toEqual(['Plan'])
      expect(await inInbox({ hasAttachment: false })).toEqual(['Marked', 'Read'])
      expect(await inInbox({ largerThanBytes: 8_000 })).toEqual(['Plan'])
      expect(await inInbox({ sinceMs: now - hourMs })).toEqual(['Marked', 'Read', 'Plan'])
      expect(await inInbox({ sinceMs: now + hourMs })).toEqual([])
      expect(await inInbox({ beforeMs: now - hourMs })).toEqual([])
      expect(await inInbox({ beforeMs: now + hourMs, subject: 'mark' })).toEqual(['Marked'])
      expect(await inInbox({ from: 'Okafor', subject: 'read' })).toEqual(['Read'])
      expect(await inInbox({ from: 'Nobody' })).toEqual([])
      expect(await inInbox({ to: 'grace', words: ['plan'] })).toEqual(['Plan'])
      expect(await inInbox({ label: 'nolabel' })).toEqual([])
      expect((await search({ unread: true, folder: 'INBOX' })).items[0]?.match).toBeNull()
    })

    it('finds whose task a message is, what is nobody’s, and what is done', async () => {
      await put('INBOX', 'Nobody’s', 'Ben’s', 'Ben’s and done')
      const [done, bens] = (await account.window('INBOX', 0, 50)).items.map(({ reference }) => reference)
      if (!bens || !done) throw new Error('Not there')
      await account.changeFlags([bens, done], [], [], { add: ['$assigned-ben'], remove: [] })
      await account.changeFlags([done], [], [], { add: ['$done'], remove: [] })
      expect(await inInbox({ assigned: '$Assigned-BEN' })).toEqual(['Ben’s and done', 'Ben’s'])
      expect(await inInbox({ assigned: '$assigned-ada' })).toEqual([])
      expect(await inInbox({ assigned: null })).toEqual(['Nobody’s'])
      expect(await inInbox({ done: true })).toEqual(['Ben’s and done'])
      expect(await inInbox({ done: false, assigned: '$assigned-ben' })).toEqual(['Ben’s'])
      // Without a folder what is to do is looked for where several people work, which the own mailbox is not.
      expect((await search({ done: false, words: ['Ben’s'] })).items).toEqual([])
    })

    const odd = [
      '"',
      'a"b',
      '\\',
      '{10}',
      '{3+}',
      '* OK',
      ')',
      '(',
      '%',
      '*',
      'BODY',
      'OR',
      "' OR 1=1",
      'NIL',
      '<',
      'é"é',
    ]
    it('takes whatever is typed as text and nothing else', async () => {
      await put('INBOX', ...odd.map((text) => `x${text}y`), 'other')
      for (const text of odd) expect([text, await inInbox({ words: [`x${text}y`] })]).toEqual([text, [`x${text}y`]])
      expect(await inInbox({ words: ['x" UNSEEN "y'] })).toEqual([])
      expect(await inInbox({ words: Array.from({ length: 20 }, () => 'é'.repeat(200)) })).toEqual([])
    })

    it('searches all folders, the inbox first and Trash last', async () => {
      await put('Trash', 'Report thrown away')
      await put('Archive', 'Report kept')
      await put('INBOX', 'Report new', 'Something else')
      const { subjects, running, last } = await search({ words: ['report'] })
      expect(subjects).toEqual(['Report new', 'Report kept', 'Report thrown away'])
      expect(running.total).toBeGreaterThanOrEqual(4)
      expect(last).toMatchObject({ type: 'done', found: 3, complete: true })
    })

    it('keeps what was found, to be read in stretches', async () => {
      await put('INBOX', 'Note 1', 'Note 2', 'Note 3')
      await put('Archive', 'Note 4')
      const { running, items } = await search({ words: ['note'] })
      const window = (offset: number, limit: number) => account.search.window(running.searchId, offset, limit)
      expect(await window(0, 50)).toEqual({ searchId: running.searchId, offset: 0, total: 4, items })
      expect(subjectsOf((await window(1, 2)).items)).toEqual(['Note 2', 'Note 1'])
      expect(subjectsOf((await window(2, 50)).items)).toEqual(['Note 1', 'Note 4'])
      expect(await window(4, 50)).toMatchObject({ total: 4, items: [] })
      const second = items[1]?.summary.reference
      if (second) await account.move([second], 'Trash')
      expect(subjectsOf((await window(0, 50)).items)).toEqual(['Note 3', 'Note 1', 'Note 4'])
    })

    it('forgets the oldest of more than five results', async () => {
      const first = (await search({ words: ['a'], folder: 'INBOX' })).running
      for (let count = 0; count < 5; count += 1) await search({ words: ['a'], folder: 'INBOX' })
      await expect(account.search.window(first.searchId, 0, 50)).rejects.toSatisfy(problem('search-gone'))
      await expect(account.search.window('never', 0, 50)).rejects.toSatisfy(problem('search-gone'))
    })

    it('says when the folder is not there', async () => {
      const query = { words: ['a'], folder: 'No such folder', includeBody: false }
      await expect(account.search.start(query)).rejects.toSatisfy(problem('folder-gone'))
    })

    it('runs two at once and no third, until one is stopped', async () => {
      const query = { words: ['a'], folder: 'INBOX', includeBody: true }
      const [one, two] = [await account.search.start(query), await account.search.start(query)]
      await expect(account.search.start(query)).rejects.toSatisfy(problem('too-many-requests'))
      one.stop()
      two.stop()
      two.stop()
      const three = await account.search.start(query)
      three.stop()
    })

    it('ends when it is stopped, and says nothing more', async () => {
      await put('INBOX', 'Note 1', 'Note 2')
      const running = await account.search.start({ words: ['note'], includeBody: true })
      const news: SearchNews[] = []
      await running.run((step) => {
        news.push(step)
        running.stop()
      })
      expect(news).toHaveLength(1)
      expect((await account.search.window(running.searchId, 0, 50)).total).toBe(2)
    })
  })
}
