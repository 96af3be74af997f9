import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import type { MailIdentity } from '../mail-account.ts'
import type { Submitted } from '../submission-port.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { inMemory } from '../message-bytes.ts'
import { SmtpSubmission } from './smtp-submission.ts'

type Sent = Submitted | { refused: Problem }

const letterFor = (subject: string, text = 'Hello') =>
  Buffer.from(
    `From: Ada <ada.lindqvist@example.gov>\r\nTo: ben.okafor@example.gov\r\nSubject: ${subject}\r\n` +
      `Message-ID: <${subject}@example.gov>\r\n\r\n${text}\r\n`,
  )

async function submit(
  submission: SmtpSubmission,
  identity: MailIdentity,
  { from = 'ada.lindqvist@example.gov', to = ['ben.okafor@example.gov'], letter = letterFor('plain') },
  handOvers: string[] = [],
): Promise<Sent> {
  try {
    return await submission.submit(identity, { from, to }, inMemory(letter), () => {
      handOvers.push('now')
      return Promise.resolve()
    })
  } catch (error) {
    if (error instanceof Problem) return { refused: error }
    throw error
  }
}

describe('Submission to Postfix', () => {
  const platform = realPlatform()
  const server = { host: platform.host, port: platform.ports.submission, caFile: platform.caFile, startTls: false }
  const submission = new SmtpSubmission(server)
  const ada = tokenIdentity(platform, 'ada')

  it('delivers a message as it was, dots at line beginnings and all', async () => {
    const text = `.\r\n..two\r\nÄ line\r\n.`
    expect(await submit(submission, ada, { letter: letterFor('dots', text) })).toEqual({
      outcome: 'accepted',
      refused: [],
    })
    const ben = await rawImap(platform, 'ben')
    try {
      await ben.mailboxOpen('INBOX')
      const found = async () => {
        await ben.noop()
        const uids = await ben.search({ header: { subject: 'dots' } })
        return Array.isArray(uids) ? uids : []
      }
      await expect.poll(found, { timeout: 20_000 }).toHaveLength(1)
      const { source } = (await ben.fetchOne(String((await found())[0]), { source: true })) as { source: Buffer }
      expect(source.toString('utf8')).toContain(`\r\n\r\n${text}\r\n`)
    } finally {
      await ben.logout()
    }
  })

  it('takes a password where there are no tokens', async () => {
    const { password } = personOf(platform, 'ada')
    const identity: MailIdentity = { user: 'ada', secret: () => Promise.resolve({ kind: 'password', password }) }
    expect(await submit(submission, identity, {})).toMatchObject({ outcome: 'accepted' })
  })

  it('tells who was refused while the others got it', async () => {
    const to = ['ben.okafor@example.gov', 'nobody-here@example.gov']
    const sent = await submit(submission, ada, { to })
    expect(sent).toEqual({
      outcome: 'accepted',
      refused: [{ address: 'nobody-here@example.gov', reason: expect.stringContaining('nobody-here') as string }],
    })
  })

  it('tells when nobody could get it, before anything was handed over', async () => {
    const handOvers: string[] = []
    const sent = await submit(submission, ada, { to: ['nobody-here@example.gov'] }, handOvers)
    expect(sent).toMatchObject({ refused: { type: 'recipients-refused' } })
    expect(handOvers).toEqual([])
  })

  it('is refused a sender who is somebody else', async () => {
    const sent = await submit(submission, ada, { from: 'ben.okafor@example.gov' })
    expect(sent).toMatchObject({
      refused: { type: 'sender-refused', details: { serverSaid: expect.any(String) as string } },
    })
  })

  it('is refused a message that is too large, in words', async () => {
    const letter = letterFor('large', 'a'.repeat(70_000_000))
    const sent = await submit(submission, ada, { letter })
    expect(sent).toMatchObject({ refused: { type: 'message-too-large' } })
  })

  it('is refused with a token that is not good', async () => {
    const identity: MailIdentity = { user: 'ada', secret: () => Promise.resolve({ kind: 'token', token: 'x.y.z' }) }
    expect(await submit(submission, identity, {})).toMatchObject({ refused: { type: 'mail-server-unavailable' } })
  })

  it('says so when the server is away', async () => {
    const away = new SmtpSubmission({ ...server, port: 1 })
    expect(await submit(away, ada, {})).toMatchObject({ refused: { type: 'mail-server-unavailable' } })
  })
})

describe('Submission to a server that fails on the way', () => {
  const platform = realPlatform()
  const tls = join(platform.caFile, '..')
  let server: SMTPServer | null = null

  async function start(behaviour: SMTPServerOptions): Promise<SmtpSubmission> {
    server = new SMTPServer({
      secure: true,
      cert: readFileSync(join(tls, 'server.pem')),
      key: readFileSync(join(tls, 'server.key')),
      authMethods: ['PLAIN'],
      onAuth: (_auth, _session, done) => done(null, { user: 'ada' }),
      ...behaviour,
    })
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    return new SmtpSubmission({ host: '127.0.0.1', port, caFile: platform.caFile, startTls: false })
  }
  const identity: MailIdentity = { user: 'ada', secret: () => Promise.resolve({ kind: 'password', password: 'x' }) }
  afterEach(async () => {
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    server = null
  })

  it('answers that nobody knows when the connection is lost after the text', async () => {
    const submission = await start({
      onData: (stream, session) => {
        stream.on('end', () => cut(server, session.id))
        stream.resume()
      },
    })
    expect(await submit(submission, identity, {})).toEqual({ outcome: 'outcome-unknown' })
  })

  it('answers that nobody knows when it is lost in the middle of the text', async () => {
    const submission = await start({
      onData: (stream, session) => {
        stream.once('data', () => cut(server, session.id))
      },
    })
    const letter = letterFor('half', 'a line of text\r\n'.repeat(200_000))
    expect(await submit(submission, identity, { letter })).toEqual({ outcome: 'outcome-unknown' })
  })

  it('answers that it was not sent when the connection is lost before the text', async () => {
    const handOvers: string[] = []
    const submission = await start({ onRcptTo: (_address, session) => cut(server, session.id) })
    expect(await submit(submission, identity, {}, handOvers)).toMatchObject({
      refused: { type: 'mail-server-unavailable' },
    })
    expect(handOvers).toEqual([])
  })

  it('names the addresses a server without SMTPUTF8 cannot take', async () => {
    const submission = await start({ hideSMTPUTF8: true })
    const sent = await submit(submission, identity, { to: ['ben@example.gov', '用户@example.gov'] })
    const recipients = [{ address: '用户@example.gov', reason: '' }]
    expect(sent).toMatchObject({ refused: { type: 'recipients-refused', details: { recipients } } })
  })

  it('gives the server’s words, as plain text and not endless, when it refuses the message', async () => {
    const submission = await start({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () =>
          done(Object.assign(new Error(`No\u0007 <b>spam</b> ${'x'.repeat(900)}`), { responseCode: 554 })),
        )
      },
    })
    const sent = await submit(submission, identity, {})
    const said = 'refused' in sent && sent.refused instanceof Problem ? (sent.refused.details.serverSaid ?? '') : ''
    expect(sent).toMatchObject({ refused: { type: 'message-refused' } })
    expect(said).toMatch(/<b>spam<\/b>/)
    expect(said).not.toMatch(/\p{Cc}/u)
    expect(said.length).toBeLessThanOrEqual(300)
  })

  it('answers that it can be tried later when the server says so', async () => {
    const submission = await start({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('Try later'), { responseCode: 451 })))
      },
    })
    expect(await submit(submission, identity, {})).toMatchObject({ refused: { type: 'mail-server-unavailable' } })
  })
})

/** Breaks the connection of a session without a word. */
function cut(server: SMTPServer | null, sessionId: string): void {
  const connections = (server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> })
    .connections
  for (const connection of connections) if (connection.id === sessionId) connection._socket.destroy()
}
