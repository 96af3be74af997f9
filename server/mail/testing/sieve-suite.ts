import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { corpus } from '../sieve/language/testing/corpus.ts'
import { ScriptRefusal, type ScriptSession } from '../sieve-port.ts'

export interface SieveHarness {
  open(): Promise<ScriptSession>
  close(): Promise<void>
}

/** What every server of scripts promises. */
export function describeSieve(name: string, start: () => Promise<SieveHarness>): void {
  describe(name, () => {
    let harness: SieveHarness
    let session: ScriptSession

    const clear = async () => {
      await session.activate(null)
      for (const script of await session.list()) await session.remove(script.name)
    }
    beforeAll(async () => {
      harness = await start()
    })
    beforeEach(async () => {
      session = await harness.open()
      await clear()
    })
    afterEach(async () => {
      await clear()
      await session.close()
    })
    afterAll(() => harness.close())

    const listed = async () => {
      const scripts = await session.list()
      return scripts.map(({ name: each, isActive }) => `${each}${isActive ? ' runs' : ''}`).sort()
    }
    const refusal = async (work: Promise<unknown>): Promise<ScriptRefusal> => {
      const error = await work.catch((thrown: unknown) => thrown)
      if (error instanceof ScriptRefusal) return error
      throw new Error(`Not refused: ${String(error)}`)
    }
    const reason = async (work: Promise<unknown>) => (await refusal(work)).reason

    it('keeps a script byte by byte, under any name that is one', async () => {
      const source = '# Grüße 🙂\r\nkeep;\n\r\n  # no end'
      for (const each of ['plain', 'With space & "quotes" \\', 'Bücher 本', 'x'.repeat(128)]) {
        await session.write(each, source)
        expect(await session.read(each)).toEqual({ text: source, isExact: true })
      }
      expect(await session.list()).toHaveLength(4)
    })

    it('takes every script of the corpus as it is, and gives it back', async () => {
      for (const { source } of corpus().filter(({ isForPlatform }) => isForPlatform)) {
        await session.write('corpus', source)
        expect(await session.read('corpus')).toEqual({ text: source, isExact: true })
      }
    })

    it('runs one script at a time, or none', async () => {
      await session.write('one', 'keep;')
      await session.write('two', 'discard;')
      expect(await listed()).toEqual(['one', 'two'])
      await session.activate('one')
      await session.activate('two')
      expect(await listed()).toEqual(['one', 'two runs'])
      await session.activate(null)
      expect(await listed()).toEqual(['one', 'two'])
    })

    it('writes over a script, which goes on running', async () => {
      await session.write('one', 'keep;')
      await session.activate('one')
      await session.write('one', 'stop;')
      expect([await listed(), (await session.read('one')).text]).toEqual([['one runs'], 'stop;'])
    })

    it('renames and removes, but neither over another nor what runs', async () => {
      await session.write('one', 'keep;')
      await session.write('two', 'stop;')
      expect(await reason(session.rename('one', 'two'))).toBe('exists')
      await session.rename('one', 'three')
      await session.activate('three')
      await session.rename('three', 'four')
      expect(await listed()).toEqual(['four runs', 'two'])
      expect(await reason(session.remove('four'))).toBe('active')
      await session.remove('two')
      expect(await listed()).toEqual(['four runs'])
    })

    it('says that a script is gone', async () => {
      expect(await reason(session.read('nobody'))).toBe('gone')
      expect(await reason(session.activate('nobody'))).toBe('gone')
      expect(await reason(session.rename('nobody', 'somebody'))).toBe('gone')
      expect(await reason(session.remove('nobody'))).toBe('gone')
    })

    it.each([
      ['does not end', 'keep;\r\nif true {', 2],
      ['uses what it does not require', 'keep;\nkeep;\nfileinto "x";\n', 3],
      ['requires what nobody offers', 'require "levitation";', 1],
      ['means nothing', '\n\n\n\nfly;', 5],
    ])('refuses a script that %s, with the line, and keeps the one before', async (_what, source, line) => {
      await session.write('mine', 'keep;')
      for (const work of [session.check(source), session.write('mine', source)]) {
        const { reason: why, notes, serverSaid } = await refusal(work)
        expect(why).toBe('not-valid')
        expect(notes[0]).toMatchObject({ line, severity: 'error' })
        expect(notes[0]?.text).not.toBe('')
        expect(serverSaid).not.toBe('')
      }
      expect((await session.read('mine')).text).toBe('keep;')
    })

    it('refuses what is too large, with and without having it sent', async () => {
      const large = `# ${'x'.repeat(300_000)}\r\n`
      expect(await reason(session.checkSpace('large', large.length))).toBe('too-large')
      expect(await reason(session.write('large', large))).toBe('too-large')
      await session.checkSpace('small', 1_000)
      expect(await listed()).toEqual([])
    })

    it('refuses names and texts that can be none', async () => {
      for (const each of ['', 'a\r\nb', 'a\0b', '\uD800']) {
        expect(await reason(session.write(each, 'keep;'))).toBe('unsendable')
      }
      expect(await reason(session.write('half', '# \uD83D'))).toBe('unsendable')
      expect(await reason(session.write('a/b', 'keep;'))).toBe('other')
      expect(await listed()).toEqual([])
    })

    it('serves two sessions of one person at a time, and many commands at once', async () => {
      const other = await harness.open()
      const names = Array.from({ length: 12 }, (_, index) => `script ${index}`)
      await Promise.all(names.map((each, index) => (index % 2 ? other : session).write(each, `# ${each}\r\n`)))
      const texts = await Promise.all(names.map((each, index) => (index % 2 ? session : other).read(each)))
      expect(texts.map(({ text }) => text)).toEqual(names.map((each) => `# ${each}\r\n`))
      await other.close()
    })

    it('says what it offers', () => {
      expect(session.offer.extensions).toEqual(expect.arrayContaining(['fileinto', 'vacation', 'include', 'date']))
      expect(session.offer).toMatchObject({ notifyMethods: ['mailto'], maxRedirects: 4 })
    })
  })
}
