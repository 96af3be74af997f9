import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import { wholeOf } from '#server/mail/message-bytes.ts'
import { messageIdOf } from '#server/mail/reference-ids.ts'
import type { Submission } from '#server/mail/submission-port.ts'
import { imapServer, rawImap, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { acceptRedirect } from './accept-redirect.ts'
import { copyLaterWith } from './copy-later.ts'
import { senderWith } from './sender.ts'
import { Life } from './testing/mortal.ts'
import { outboxOnPlatform } from './testing/outbox-on-platform.ts'

const minuteMs = 60_000

describe('The outbox while something else fails', () => {
  const place = outboxOnPlatform()
  const { platform, user, to, from, put, process, pass, stateOf, arrived, kept } = place

  it('has sent the message once, and makes the one copy later, where IMAP is away when it is to be kept', async () => {
    const away = () => new ImapAccounts({ ...imapServer(platform), port: 1 }).resume(tokenIdentity(platform, user))
    await put('no-copy-yet')
    await process(undefined, undefined, away)
    expect(await stateOf('no-copy-yet')).toBe('accepted')
    await expect.poll(() => arrived('no-copy-yet'), { timeout: 20_000 }).toBe(1)
    pass(minuteMs)
    await process(undefined, undefined, away)
    expect(await kept('no-copy-yet')).toBe(0)
    pass(5 * minuteMs)
    await process()
    expect(await stateOf('no-copy-yet')).toBe('sent')
    expect([await arrived('no-copy-yet'), await kept('no-copy-yet')]).toEqual([1, 1])
  })

  it('keeps the one copy later, also of what went at once, where IMAP is away when it is to be kept', async () => {
    const [key, changed] = ['at-once-no-copy', [] as string[]]
    const away = new ImapAccounts({ ...imapServer(platform), port: 1 }).resume(tokenIdentity(platform, user))
    const keepCopyLater = copyLaterWith(place.outbox(), place.now, (whose) => changed.push(whose))
    const sender = senderWith({ ...place.feature(), keepCopyLater }, place.feature().sends)
    const letter = {
      ...{ idempotencyKey: key.padEnd(20, '-'), from, to: [{ name: '', address: to }], cc: [], bcc: [] },
      ...{ subject: key, text: 'Hello', answering: null, composer: '{}' },
    }
    const send = () => sender.send({ ...place.session(), mail: away }, letter)
    const told = { outcome: 'accepted', sentCopyId: null, copyFollows: true }
    expect(await send()).toMatchObject(told)
    expect(await send()).toMatchObject(told)
    expect([await stateOf(key), changed]).toEqual(['accepted', [user]])
    await process(undefined, undefined, () => away)
    expect(await kept(key)).toBe(0)
    pass(minuteMs)
    await process(undefined, undefined, () => away)
    expect(await stateOf(key)).toBe('accepted')
    pass(5 * minuteMs)
    await process()
    expect(await stateOf(key)).toBe('sent')
    await expect.poll(() => arrived(key), { timeout: 20_000 }).toBe(1)
    expect(await kept(key)).toBe(1)
  })

  it.each([
    ['before the text', 'onRcptTo', 'later'],
    ['after the final dot', 'onData', 'unknown'],
  ] as const)('knows what it can know where the connection is cut %s', async (when, moment, state) => {
    const key = `cut-${moment}`
    let cut: (sessionId: string) => void = () => undefined
    const impostor = await place.startImpostor(
      moment === 'onData'
        ? {
            onData: (stream, session) => {
              stream.resume()
              stream.on('end', () => cut(session.id))
            },
          }
        : { onRcptTo: (_address, session) => cut(session.id) },
    )
    cut = impostor.cut
    try {
      await put(key)
      await process(undefined, impostor.submission)
      expect(`${when}: ${await stateOf(key)}`).toBe(`${when}: ${state}`)
    } finally {
      await impostor.stop()
    }
    pass(10 * minuteMs)
    await process()
    // What was certainly not sent goes by itself; what may have been is never repeated without the person.
    if (state === 'later') await expect.poll(() => arrived(key), { timeout: 20_000 }).toBe(1)
    expect([await stateOf(key), await arrived(key)]).toEqual(state === 'later' ? ['sent', 1] : ['unknown', 0])
  })

  it('waits while another process has locked the database, and takes in and sends once', async () => {
    await locked()
    const [one, other] = await Promise.all([put('locked'), put('locked')])
    expect(one).toEqual(other)
    await locked()
    await process()
    expect(await stateOf('locked')).toBe('sent')
    await expect.poll(() => arrived('locked'), { timeout: 20_000 }).toBe(1)
    expect(await kept('locked')).toBe(1)
  })

  it('puts no copy beside the one that the mail servers keep, whenever that comes, and makes one that never came', async () => {
    let isKept = false
    const keeping: Submission = Object.assign(Object.create(place.postfix) as Submission, {
      submit: async (...given: Parameters<Submission['submit']>) => {
        const submitted = await place.postfix.submit(...given)
        if (isKept) await append('Sent', (await wholeOf(given[2])).toString())
        return submitted
      },
    })
    const work = () => process(undefined, keeping, undefined, true)
    await put('kept-late')
    await work()
    expect([await stateOf('kept-late'), await kept('kept-late')]).toEqual(['accepted', 0])
    isKept = true
    await put('kept-there')
    await work()
    expect([await stateOf('kept-there'), await kept('kept-there')]).toEqual(['sent', 1])
    const entry = await place.outbox().withKey(user, 'kept-there'.padEnd(20, '-'))
    expect(entry?.result?.sentCopyId).toEqual(expect.any(String))
    pass(minuteMs)
    await work()
    expect([await stateOf('kept-late'), await kept('kept-late')]).toEqual(['accepted', 0])
    pass(5 * minuteMs)
    await work()
    expect([await stateOf('kept-late'), await kept('kept-late')]).toEqual(['sent', 1])
    await expect.poll(() => arrived('kept-late'), { timeout: 20_000 }).toBe(1)
  })

  it('sends a redirected message once, whose copy is one too, at whatever step the server is killed', async () => {
    const states: string[] = []
    for (let step = 1; ; step += 1) {
      const key = `sent-on-${step}`
      const messageId = await stored(key)
      const redirecting = { messageId, idempotencyKey: key.padEnd(20, '-'), from, to: [{ name: '', address: to }] }
      await acceptRedirect(place.feature(), place.session(), { ...redirecting, undoSeconds: 1 })
      pass(2_000)
      const life = new Life(step)
      await process(life)
      for (let again = 0; again < 3; again += 1) {
        pass(minuteMs)
        await process()
      }
      const state = (await stateOf(key)) ?? ''
      states.push(state)
      if (state === 'sent') {
        await expect.poll(() => arrived(key), { timeout: 20_000 }).toBe(1)
        expect([key, await kept(key)]).toEqual([key, 1])
      } else expect([key, state, (await arrived(key)) <= 1]).toEqual([key, 'unknown', true])
      if (!life.isOver) break
    }
    expect(states.length).toBeGreaterThan(15)
    expect(states.filter((state) => state === 'unknown').length).toBeLessThan(states.length / 2)
  }, 240_000)

  /** Another process is writing from now on, for a second. Resolves when it has begun. */
  async function locked(): Promise<void> {
    const work = `
      const { parentPort, workerData } = require('node:worker_threads')
      const { DatabaseSync } = require('node:sqlite')
      const database = new DatabaseSync(workerData)
      database.exec('begin immediate')
      parentPort.postMessage('locked')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
      database.exec('commit')
      database.close()
    `
    await once(new Worker(work, { eval: true, workerData: join(place.directory, 'curbcut.db') }), 'message')
  }

  /** A message of somebody else's in the person's inbox. */
  function stored(subject: string): Promise<string> {
    const source = `From: Ann <ann@harbour.example>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@harbour.example>\r\n\r\nHello\r\n`
    return append('INBOX', source)
  }

  async function append(folder: string, source: string): Promise<string> {
    const raw = await rawImap(platform, user)
    try {
      const added = await raw.append(folder, source)
      if (!added || added.uid === undefined) throw new Error('It was not stored')
      return messageIdOf({ folder, validity: String(added.uidValidity), uid: added.uid })
    } finally {
      await raw.logout()
    }
  }
})
