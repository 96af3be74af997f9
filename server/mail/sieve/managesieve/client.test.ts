import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ensureServerCertificate, type KeyPair } from '#platform/ca.ts'
import { ManageSieveClient, type ClientOptions } from './client.ts'
import type { ManageSieveServer } from './connection.ts'
import { ManageSieveError } from './manage-sieve-error.ts'
import { greetingLines, ScriptedServer, type Behaviour } from './testing/scripted-server.ts'

let directory: string
let certificate: KeyPair
let ca: string
let server: ScriptedServer | null = null
let clear: Server | null = null
const clients: ManageSieveClient[] = []

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-managesieve-'))
  const made = await ensureServerCertificate(directory)
  certificate = made.server
  ca = readFileSync(made.authority.certificate, 'utf8')
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server?.stop()
  clear?.close()
  server = null
  clear = null
})

const at = (port: number, startTls = false): ManageSieveServer => ({ host: '127.0.0.1', port, startTls, tls: { ca } })
const connected = async (behave: Behaviour, options: Partial<ClientOptions> = {}, greeting?: string) => {
  server = await ScriptedServer.start(certificate, behave, greeting)
  const client = await ManageSieveClient.connect(at(server.port), options)
  clients.push(client)
  return client
}
const failure = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown)
  return error instanceof ManageSieveError ? error : null
}
/** Answers each command by its first word. */
const answering =
  (answers: Record<string, string>): Behaviour =>
  (line, socket) => {
    const answer = answers[line.split(/[ \r]/)[0] ?? '']
    if (answer !== undefined) socket.write(answer)
  }

describe('A client', () => {
  it('sends each command in one piece, what could be misread as a literal', async () => {
    const client = await connected(answering({ PUTSCRIPT: 'OK\r\n', SETACTIVE: 'OK\r\n', RENAMESCRIPT: 'OK\r\n' }))
    await client.putScript('a "b"', 'keep;\r\n"ü"')
    await client.setActive(null)
    await client.renameScript('plain', 'Bücher')
    expect(Buffer.from(server?.heard ?? '', 'latin1').toString('utf8')).toBe(
      'PUTSCRIPT {5+}\r\na "b" {11+}\r\nkeep;\r\n"ü"\r\nSETACTIVE ""\r\nRENAMESCRIPT "plain" {7+}\r\nBücher\r\n',
    )
  })

  it('sends nothing that could not be a name or a script', async () => {
    const client = await connected(answering({}))
    for (const name of ['', 'a\r\nLOGOUT', 'a\0', '\u2028', '\uD800', 'x'.repeat(513)]) {
      expect((await failure(client.putScript(name, 'keep;')))?.kind).toBe('unsendable')
      expect((await failure(client.deleteScript(name)))?.kind).toBe('unsendable')
    }
    expect((await failure(client.checkScript('"\uD800"')))?.kind).toBe('unsendable')
    expect(server?.heard).toBe('')
  })

  it('has one command under way at a time, in their order', async () => {
    const waiting: (() => void)[] = []
    const client = await connected((_line, socket) => waiting.push(() => socket.write('OK\r\n')))
    const first = client.setActive('one')
    const second = client.setActive('two')
    await expect.poll(() => server?.heard).toContain('one')
    expect(server?.heard).not.toContain('two')
    waiting.shift()?.()
    await first
    await expect.poll(() => server?.heard).toContain('two')
    waiting.shift()?.()
    await second
  })

  it('goes on after a refusal, and tells its code and its lines', async () => {
    const refusal = 'NO (QUOTA/MAXSCRIPTS) {40}\r\nline 2: error: bad\r\nline 4: error: worse\r\n'
    const client = await connected(answering({ PUTSCRIPT: refusal, NOOP: 'OK\r\n' }))
    const error = await failure(client.putScript('x', 'keep'))
    expect([error?.kind, error?.code?.name, error?.mayHaveHappened]).toEqual(['refused', 'QUOTA/MAXSCRIPTS', false])
    expect(error?.notes.map(({ line, text }) => `${line} ${text}`)).toEqual(['2 bad', '4 worse'])
    expect(error?.message).not.toContain('bad')
    await client.noop()
  })

  it('takes leave when nobody has needed it for a while', async () => {
    const client = await connected(answering({ LOGOUT: 'OK\r\n' }), { idleMs: 30 })
    await expect.poll(() => client.isOpen).toBe(false)
    expect(server?.heard).toBe('LOGOUT\r\n')
  })

  it('ends at once when it is closed, and says that what was sent may have happened', async () => {
    const client = await connected(answering({}))
    const sent = failure(client.putScript('x', 'keep;'))
    const waiting = failure(client.setActive('x'))
    await expect.poll(() => server?.heard).toContain('keep;')
    client.close()
    expect([(await sent)?.kind, (await sent)?.mayHaveHappened]).toEqual(['connection-lost', true])
    expect([(await waiting)?.kind, (await waiting)?.mayHaveHappened]).toEqual(['connection-lost', false])
    expect(server?.heard).not.toContain('SETACTIVE')
  })
})

describe('Signing in', () => {
  const signIn = async (
    answers: Record<string, string>,
    credentials: Parameters<ManageSieveClient['authenticate']>[0],
  ) => {
    const client = await connected(answering(answers))
    const error = await failure(client.authenticate(credentials))
    const sent = /\{[0-9]+\+\}\r\n([^\r]*)/.exec(server?.heard ?? '')?.[1] ?? ''
    return { kind: error?.kind ?? 'signed in', message: Buffer.from(sent, 'base64').toString('utf8') }
  }

  it('is PLAIN for a password and OAUTHBEARER for a token', async () => {
    const ok = { AUTHENTICATE: 'OK (SASL "eA==") "Hello"\r\n' }
    expect(await signIn(ok, { kind: 'password', user: 'ada', password: 'pä "s" {5}' })).toEqual({
      kind: 'signed in',
      message: '\0ada\0pä "s" {5}',
    })
    const { kind, message } = await signIn(ok, { kind: 'token', user: 'a,d=a', token: 'abc.def' })
    expect(kind).toBe('signed in')
    expect(message.split('\x01')).toEqual([
      'n,a=a=2Cd=3Da,',
      ...['host=127.0.0.1', `port=${server?.port ?? 0}`, 'auth=Bearer abc.def', '', ''],
    ])
  })

  it('acknowledges the reason of a refusal, which the server waits for', async () => {
    const answers = {
      AUTHENTICATE: '"eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0="\r\n',
      '{4+}': 'NO "Authentication failed."\r\n',
    }
    expect((await signIn(answers, { kind: 'token', user: 'ada', token: 'x' })).kind).toBe('credentials-refused')
    expect(server?.heard.endsWith('{4+}\r\nAQ==\r\n')).toBe(true)
  })

  it.each([
    ['NO "No."\r\n', 'credentials-refused'],
    ['NO (AUTH-TOO-WEAK) "No."\r\n', 'credentials-refused'],
    ['NO (TRYLATER) "Busy."\r\n', 'refused'],
    ['BYE "Enough."\r\n', 'connection-lost'],
    ['"YQ=="\r\n"YQ=="\r\n"YQ=="\r\n"YQ=="\r\n"YQ=="\r\n', 'protocol'],
  ])('answered %j is %s', async (answer, kind) => {
    expect((await signIn({ AUTHENTICATE: answer }, { kind: 'password', user: 'ada', password: 'x' })).kind).toBe(kind)
  })

  it.each([
    [{ kind: 'password', user: 'ada\0root', password: 'x' }],
    [{ kind: 'password', user: 'ada', password: 'x\0' }],
    [{ kind: 'password', user: '', password: 'x' }],
    [{ kind: 'token', user: 'ada\x01', token: 'x' }],
    [{ kind: 'token', user: 'ada', token: 'x\x01auth=Bearer y' }],
  ] as const)('sends nothing that could be read as something else: %j', async (credentials) => {
    expect((await signIn({}, credentials)).kind).toBe('unsendable')
    expect(server?.heard).toBe('')
  })

  it('sends nothing where there is no way the server would take it', async () => {
    const client = await connected(answering({}), {}, '"SASL" "GSSAPI"\r\nOK\r\n')
    const error = await failure(client.authenticate({ kind: 'password', user: 'ada', password: 'x' }))
    expect([error?.kind, server?.heard]).toEqual(['no-mechanism', ''])
  })
})

describe('A server that means harm', () => {
  const endless =
    (piece: string): Behaviour =>
    (_line, socket) => {
      const more = () => {
        while (!socket.destroyed && socket.write(piece)) continue
      }
      socket.on('drain', more)
      more()
    }

  it.each<[string, Behaviour, string]>([
    ['an endless line', endless('x'.repeat(1_000)), 'protocol'],
    ['endless lines', endless('"name"\r\n'.repeat(100)), 'protocol'],
    ['endless empty lines', endless('\r\n'.repeat(500)), 'protocol'],
    ['a literal without end', answering({ LISTSCRIPTS: '{4294967296}\r\n' }), 'protocol'],
    ['another protocol', answering({ LISTSCRIPTS: '* LIST () "/" INBOX\r\n' }), 'protocol'],
    ['BYE in the middle', answering({ LISTSCRIPTS: '"one"\r\nBYE "Going down"\r\n' }), 'connection-lost'],
    [
      'BYE with a referral',
      answering({ LISTSCRIPTS: 'BYE (REFERRAL "sieve://evil.example") "Go"\r\n' }),
      'connection-lost',
    ],
    ['an end in the middle', (_line, socket) => socket.end('"one"\r\n{100}\r\nabc'), 'connection-lost'],
    ['an end without a word', (_line, socket) => socket.destroy(), 'connection-lost'],
    ['nothing', () => undefined, 'timed-out'],
  ])('is left: it answers with %s', async (_what, behave, kind) => {
    const client = await connected(behave, { answerWithinMs: kind === 'timed-out' ? 50 : 10_000 })
    expect((await failure(client.listScripts()))?.kind).toBe(kind)
    expect(client.isOpen).toBe(false)
    expect((await failure(client.noop()))?.mayHaveHappened).toBe(false)
  })

  it('is left when its bytes trickle for ever', async () => {
    const client = await connected(
      (_line, socket) => {
        const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('"')), 5)
      },
      { answerWithinMs: 100 },
    )
    const error = await failure(client.listScripts())
    expect(error?.kind === 'timed-out' || error?.kind === 'protocol').toBe(true)
  })

  it('is understood when its bytes trickle and come to an end', async () => {
    const answer = Buffer.from('"één" ACTIVE\r\n{3}\r\ntwo\r\nOK "Done."\r\n')
    const client = await connected((_line, socket) => {
      socket.setNoDelay(true)
      for (const byte of answer) socket.write(Buffer.from([byte]))
    })
    expect(await client.listScripts()).toEqual([
      { name: 'één', isActive: true },
      { name: 'two', isActive: false },
    ])
  })

  it('cannot answer what it was not asked', async () => {
    const client = await connected(answering({ SETACTIVE: 'OK\r\nOK "and for the next"\r\n' }))
    await client.setActive('x')
    expect((await failure(client.deleteScript('x')))?.kind).toBe('protocol')
    expect(server?.heard).not.toContain('DELETESCRIPT')
  })

  it('cannot answer before it is asked', async () => {
    server = await ScriptedServer.start(
      certificate,
      answering({}),
      `${greetingLines}OK "Ready."\r\nOK "Signed in."\r\n`,
    )
    const client = await ManageSieveClient.connect(at(server.port))
    const credentials = { kind: 'password', user: 'ada', password: 'x' } as const
    expect((await failure(client.authenticate(credentials)))?.kind).toBe('protocol')
    expect(server.heard).toBe('')
  })

  it('is told from one that is not there', async () => {
    const gone = await ScriptedServer.start(certificate, answering({}))
    await gone.stop()
    for (const startTls of [false, true]) {
      expect((await failure(ManageSieveClient.connect(at(gone.port, startTls))))?.kind).toBe('connection-lost')
    }
  })
})

describe('Before TLS', () => {
  const inClear = async (answer: (line: string) => string, greeting = '"SASL" ""\r\n"STARTTLS"\r\nOK\r\n') => {
    const heard: string[] = []
    const listening = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write(greeting)
      socket.on('data', (bytes: Buffer) => {
        heard.push(bytes.toString('latin1'))
        socket.write(answer(bytes.toString('latin1')))
      })
    })
    clear = listening
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    const { port } = listening.address() as AddressInfo
    const error = await failure(ManageSieveClient.connect(at(port, true), { connectWithinMs: 2_000 }))
    return { kind: error?.kind, heard }
  }

  it.each([
    ['does not offer STARTTLS', '', '"SASL" "PLAIN"\r\nOK "Ready."\r\n', []],
    ['does not grant it', 'NO "Not now."\r\n', undefined, ['STARTTLS\r\n']],
    ['grants it, and puts answers for inside after it', 'OK\r\n"SASL" "PLAIN"\r\nOK\r\n', undefined, ['STARTTLS\r\n']],
    ['grants it, and begins a line for inside after it', 'OK\r\n"SASL', undefined, ['STARTTLS\r\n']],
  ])('a server that %s is not trusted, and hears no more', async (_what, answer, greeting, expected) => {
    expect(await inClear(() => answer, greeting)).toEqual({ kind: 'not-trusted', heard: expected })
  })
})
