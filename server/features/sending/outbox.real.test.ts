import { describe, expect, it } from 'vitest'
import { rawImap } from '#server/mail/testing/real-mail.ts'
import { acceptMessage } from './accept-message.ts'
import { Life } from './testing/mortal.ts'
import { outboxOnPlatform } from './testing/outbox-on-platform.ts'

const minuteMs = 60_000

describe('The outbox on Postfix and Dovecot', () => {
  const { user, to, from, outbox, feature, session, put, process, pass, stateOf, arrived, kept, ...place } =
    outboxOnPlatform()

  it('sends once what ten requests ask for at the same moment and two servers are at', async () => {
    await Promise.all(Array.from({ length: 10 }, () => put('ten-at-once')))
    await Promise.all([process(), process()])
    await expect.poll(() => arrived('ten-at-once'), { timeout: 20_000 }).toBe(1)
    await process()
    expect([await kept('ten-at-once'), await stateOf('ten-at-once')]).toEqual([1, 'sent'])
  })

  it('loses nothing and repeats nothing unasked, at whatever step the server is killed', async () => {
    const keys: string[] = []
    const unsure: string[] = []
    for (let step = 1; ; step += 1) {
      const key = `killed-at-${step}`
      keys.push(key)
      await put(key)
      const life = new Life(step)
      await process(life)
      // Whatever the dead process held runs out, and another one goes on.
      for (let again = 0; again < 3; again += 1) {
        pass(minuteMs)
        await process()
      }
      if ((await stateOf(key)) === 'unknown') unsure.push(key)
      else expect([key, await stateOf(key)]).toEqual([key, 'sent'])
      if (!life.isOver) break
    }
    expect(keys.length).toBeGreaterThan(15)
    // Only those that were killed between the first byte and the answer: nobody can know, and the person is told.
    expect(unsure.length).toBeLessThan(keys.length / 2)
    const sure = keys.filter((key) => !unsure.includes(key))
    for (const key of sure) {
      await expect.poll(() => arrived(key), { timeout: 20_000, interval: 500 }).toBeGreaterThan(0)
    }
    const counts = await countsBySubject('ben', 'INBOX')
    const copies = await countsBySubject(user, 'Sent')
    expect(sure.map((key) => [key, counts.get(key), copies.get(key)])).toEqual(sure.map((key) => [key, 1, 1]))
    for (const key of unsure) expect(counts.get(key) ?? 0).toBeLessThanOrEqual(1)
  }, 240_000)

  async function countsBySubject(uid: string, folder: string): Promise<Map<string, number>> {
    const raw = await rawImap(place.platform, uid)
    const counts = new Map<string, number>()
    try {
      await raw.mailboxOpen(folder)
      for await (const { envelope } of raw.fetch('1:*', { envelope: true })) {
        const subject = envelope?.subject ?? ''
        counts.set(subject, (counts.get(subject) ?? 0) + 1)
      }
    } finally {
      await raw.logout()
    }
    return counts
  }

  it('goes on trying while a server says later, and tells its words when it says no', async () => {
    const answers = [451, 451, 554]
    const impostor = await place.startImpostor({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('As it is'), { responseCode: answers.shift() ?? 250 })))
      },
    })
    try {
      await put('said-later')
      for (const expected of ['later', 'later', 'failed']) {
        await process(undefined, impostor.submission)
        expect(await stateOf('said-later')).toBe(expected)
        pass(5 * minuteMs)
      }
      const entry = await outbox().withKey(user, 'said-later'.padEnd(20, '-'))
      expect(entry?.fault).toMatchObject({
        type: 'message-refused',
        serverSaid: expect.stringContaining('As it is') as string,
      })
    } finally {
      await impostor.stop()
    }
  })

  it('is told by address who was refused, while the others got it', async () => {
    const { outboxId } = (await acceptedWith(['nobody-here@example.gov'])) as { outboxId: string }
    await process()
    const entry = await outbox().find(user, outboxId)
    expect(entry).toMatchObject({ state: 'in-part', result: { refused: [{ address: 'nobody-here@example.gov' }] } })
    await expect.poll(() => arrived('in-part'), { timeout: 20_000 }).toBe(1)
  })

  it('sends a text that is kept in many pieces byte for byte, and keeps as many bytes in Sent', async () => {
    const lines = Array.from({ length: 40_000 }, (_, number) => `Line ${number} of a long report`)
    await acceptMessage(feature(), session(), {
      ...{ idempotencyKey: 'in-pieces'.padEnd(20, '-'), from, cc: [], bcc: [], subject: 'in-pieces' },
      ...{ to: [{ name: '', address: to }], text: lines.join('\n') },
      ...{ answering: null, undoSeconds: 0, composer: '{}' },
    })
    await process()
    await expect.poll(() => arrived('in-pieces'), { timeout: 20_000 }).toBe(1)
    expect(await linesOf('ben', 'INBOX', 'in-pieces')).toEqual(lines)
    expect(await linesOf(user, 'Sent', 'in-pieces')).toEqual(lines)
  })

  async function linesOf(uid: string, folder: string, subject: string): Promise<string[]> {
    const raw = await rawImap(place.platform, uid)
    try {
      await raw.mailboxOpen(folder)
      const numbers = await raw.search({ subject })
      const last = numbers ? numbers.at(-1) : undefined
      const found = await raw.fetchOne(String(last), { bodyParts: ['TEXT'] })
      const text = found ? (found.bodyParts?.get('text')?.toString() ?? '') : ''
      return text.trimEnd().split('\r\n')
    } finally {
      await raw.logout()
    }
  }

  const acceptedWith = (others: string[]) =>
    acceptMessage(feature(), session(), {
      ...{ idempotencyKey: 'in-part'.padEnd(20, '-'), from, cc: [], bcc: [], subject: 'in-part', text: 'Hello' },
      to: [to, ...others].map((address) => ({ name: '', address })),
      ...{ answering: null, undoSeconds: 0, composer: '{}' },
    })
})
