import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { capabilitiesIn, type Capabilities } from './capabilities.ts'
import { Connection, type ManageSieveServer } from './connection.ts'
import { ManageSieveError } from './manage-sieve-error.ts'
import { literal, request, scriptBytes, scriptName, type Sent } from './request.ts'
import { defaultResponseLimits, textOf, type ResponseLimits, type ResponseLine, type Word } from './response-reader.ts'
import { saslStart, type Credentials } from './sasl.ts'
import { notesIn, type ScriptNote } from './script-notes.ts'

export interface ClientOptions {
  /** For connecting, the handshake and the greeting together. */
  connectWithinMs: number
  /** From a command's first byte to the last of its answer; bytes that trickle in do not prolong it. */
  answerWithinMs: number
  /** Without a command for so long, the client leaves. */
  idleMs: number
  limits: ResponseLimits
}

const defaults: ClientOptions = {
  connectWithinMs: 10_000,
  answerWithinMs: 30_000,
  idleMs: 120_000,
  limits: defaultResponseLimits,
}

const pauseBeforeSignInMs = 30

export interface StoredScript {
  name: string
  isActive: boolean
}

interface Answer {
  data: Word[][]
  end: ResponseLine & { type: 'end' }
}

/**
 * A ManageSieve client (RFC 5804). It does not exist without TLS that has proved the server, so there is nothing to sign in
 * with before. Commands go out one after the other, each in one piece; `close` ends it at any time. Every method rejects with
 * ManageSieveError.
 */
export class ManageSieveClient {
  readonly #connection: Connection
  readonly #server: ManageSieveServer
  readonly #options: ClientOptions
  #capabilities: Capabilities
  #queue: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | null = null

  private constructor(
    connection: Connection,
    server: ManageSieveServer,
    options: ClientOptions,
    capabilities: Capabilities,
  ) {
    this.#connection = connection
    this.#server = server
    this.#options = options
    this.#capabilities = capabilities
    this.#rest()
  }

  /**
   * Connects, proves the server, and reads what it offers inside TLS.
   *
   * @throws ManageSieveError `not-trusted`, `connection-lost`, `timed-out`, `protocol`
   */
  static async connect(server: ManageSieveServer, options: Partial<ClientOptions> = {}): Promise<ManageSieveClient> {
    const all = { ...defaults, ...options }
    const implicit = server.startTls ? null : Connection.secure(server, all.limits)
    const connection = implicit?.connection ?? Connection.clear(server, all.limits)
    const greeted = implicit
      ? implicit.proved.then(() => greeting(connection))
      : startTls(connection, server).then(() => greeting(connection))
    try {
      return new ManageSieveClient(connection, server, all, await inTime(connection, greeted, all.connectWithinMs))
    } catch (error) {
      connection.fail('connection-lost')
      throw error
    }
  }

  /** As last said by the server: in its greeting inside TLS, or on `capability`. */
  get capabilities(): Capabilities {
    return this.#capabilities
  }

  /** False once the connection is gone for good. */
  get isOpen(): boolean {
    return this.#connection.failure === null
  }

  /** @throws ManageSieveError `credentials-refused`, `no-mechanism` and what every method may */
  async authenticate(credentials: Credentials): Promise<void> {
    const { sasl } = this.#capabilities
    const { mechanism, response, acknowledgement } = saslStart(credentials, sasl, this.#server)
    // Dovecot 2.3 now and then never answers to what reaches it right after its greeting (4 of 60 tries; 0 of 60 after a pause).
    await setTimeoutPromise(pauseBeforeSignInMs)
    try {
      // As a literal, because tokens are longer than a quoted string may be (RFC 5804, 4).
      await this.#ask('AUTHENTICATE', [mechanism, Buffer.from(response)], () => literal(Buffer.from(acknowledgement)))
    } catch (error) {
      const isRefusal = error instanceof ManageSieveError && error.kind === 'refused'
      if (!isRefusal || error.code?.name === 'TRYLATER') throw error
      throw new ManageSieveError('credentials-refused', { code: error.code, text: error.text })
    }
  }

  /** Asks anew: after signing in a server may offer more. */
  async capability(): Promise<Capabilities> {
    const { data } = await this.#ask('CAPABILITY')
    this.#capabilities = capabilitiesIn(data)
    return this.#capabilities
  }

  /** Resolves when a script of this name and size could be stored; otherwise `refused` with the code that says why not. */
  async haveSpace(name: string, sizeBytes: number): Promise<void> {
    await this.#ask('HAVESPACE', [scriptName(name), sizeBytes])
  }

  async listScripts(): Promise<StoredScript[]> {
    const { data } = await this.#ask('LISTSCRIPTS')
    return data.map(([name, ...marks]) => ({
      name: name ? textOf(name) : '',
      isActive: marks.some((mark) => mark.type === 'atom' && mark.text.toUpperCase() === 'ACTIVE'),
    }))
  }

  /** The script, byte by byte as it is stored. */
  async getScript(name: string): Promise<Buffer> {
    const { data } = await this.#ask('GETSCRIPT', [scriptName(name)])
    const [content] = data[0] ?? []
    if (content?.type === 'string') return content.bytes
    this.#connection.fail('protocol')
    throw new ManageSieveError('protocol')
  }

  /** Stores a script the server finds good; gives its warnings. Otherwise `refused`, and nothing is changed. */
  putScript(name: string, script: string | Buffer): Promise<ScriptNote[]> {
    return this.#judged('PUTSCRIPT', () => [scriptName(name), scriptBytes(script)])
  }

  /** Has a script looked at without storing it; gives the server's warnings, or is `refused` with `notes` of what is wrong. */
  checkScript(script: string | Buffer): Promise<ScriptNote[]> {
    return this.#judged('CHECKSCRIPT', () => [scriptBytes(script)])
  }

  /** Makes a script the one that runs, or none where null. */
  async setActive(name: string | null): Promise<void> {
    await this.#ask('SETACTIVE', [name === null ? '' : scriptName(name)])
  }

  async deleteScript(name: string): Promise<void> {
    await this.#ask('DELETESCRIPT', [scriptName(name)])
  }

  async renameScript(from: string, to: string): Promise<void> {
    await this.#ask('RENAMESCRIPT', [scriptName(from), scriptName(to)])
  }

  async noop(): Promise<void> {
    await this.#ask('NOOP')
  }

  /** Whether the server is still there to answer; never rejects. */
  async isAnswered(): Promise<boolean> {
    // A server that does not know the command has answered as well.
    await this.noop().catch(() => undefined)
    return this.isOpen
  }

  /** Takes leave after the commands under way, then closes; never rejects. */
  async logout(): Promise<void> {
    await this.#ask('LOGOUT').catch(() => undefined)
    this.close()
  }

  /** Closes at once. Commands under way reject, and may have happened. */
  close(): void {
    this.#connection.fail('connection-lost')
    if (this.#idle) clearTimeout(this.#idle)
  }

  async #judged(command: string, words: () => Sent[]): Promise<ScriptNote[]> {
    const { end } = await this.#ask(command, words())
    return end.code?.name === 'WARNINGS' ? notesIn(end.text).map((note) => ({ ...note, severity: 'warning' })) : []
  }

  /** One command after the other, whatever became of those before. */
  #ask(command: string, words: readonly Sent[] = [], reply?: () => Buffer): Promise<Answer> {
    const bytes = request(command, words)
    const asked = this.#queue.then(() => this.#exchange(bytes, reply))
    this.#queue = asked.catch(() => undefined)
    return asked
  }

  async #exchange(bytes: Buffer, reply?: () => Buffer): Promise<Answer> {
    if (this.#connection.failure) throw this.#connection.failure
    if (this.#idle) clearTimeout(this.#idle)
    this.#connection.send(bytes)
    try {
      const answer = await inTime(this.#connection, answerOf(this.#connection, reply), this.#options.answerWithinMs)
      this.#connection.settle()
      this.#rest()
      return answer
    } catch (error) {
      const isLost = error instanceof ManageSieveError && error.kind !== 'refused'
      if (isLost) throw new ManageSieveError(error.kind, { mayHaveHappened: true, cause: error })
      this.#connection.settle()
      this.#rest()
      throw error
    }
  }

  #rest(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.logout(), this.#options.idleMs).unref()
  }
}

async function startTls(connection: Connection, server: ManageSieveServer): Promise<void> {
  const before = await greeting(connection)
  if (!before.startTls) throw new ManageSieveError('not-trusted')
  connection.send(request('STARTTLS'))
  const answer = await connection.next()
  // A server that does not go on to TLS is not one to talk to.
  if (answer.type !== 'end' || answer.status !== 'OK') throw new ManageSieveError('not-trusted')
  await connection.secure(server)
}

/** What was said before TLS is not believed: the server says it all again inside (RFC 5804, 2.2). */
async function greeting(connection: Connection): Promise<Capabilities> {
  const { data } = await answerOf(connection)
  connection.settle()
  return capabilitiesIn(data)
}

/** @param reply what to say to a line that asks for something in between (SASL) */
async function answerOf(connection: Connection, reply?: () => Buffer): Promise<Answer> {
  const data: Word[][] = []
  for (;;) {
    const line = await connection.next()
    if (line.type === 'data') {
      data.push(line.words)
      if (!reply) continue
      if (data.length > 3) connection.fail('protocol')
      connection.send(Buffer.concat([reply(), Buffer.from('\r\n')]))
    } else if (line.status === 'OK') return { data, end: line }
    else if (line.status === 'NO') throw new ManageSieveError('refused', { code: line.code, text: line.text })
    else {
      connection.fail('connection-lost')
      throw new ManageSieveError('connection-lost', { code: line.code, text: line.text })
    }
  }
}

async function inTime<Result>(connection: Connection, work: Promise<Result>, ms: number): Promise<Result> {
  const timer = setTimeout(() => connection.fail('timed-out'), ms)
  try {
    return await work
  } catch (error) {
    throw connection.failure?.kind === 'timed-out' ? connection.failure : error
  } finally {
    clearTimeout(timer)
  }
}
