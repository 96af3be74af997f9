import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { ManageSieveError, type ManageSieveErrorKind } from './manage-sieve-error.ts'
import { ResponseReader, type ResponseLimits, type ResponseLine } from './response-reader.ts'

/** Where a server is and how it is proved. */
export interface ManageSieveServer {
  host: string
  port: number
  /** The name its certificate has to have, where that is not `host`. */
  serverName?: string
  /** TLS begins by STARTTLS, as on most ManageSieve ports; otherwise from the first byte. There is no way without TLS. */
  startTls: boolean
  /** Authorities and versions. That the certificate is checked cannot be changed by it. */
  tls: ConnectionOptions
}

/** Lines to and from a server, one reader at a time. Once it fails it is closed, and stays so. */
export class Connection {
  #socket: Socket
  #reader: ResponseReader
  readonly #limits: ResponseLimits
  #lines: ResponseLine[] = []
  #failure: ManageSieveError | null = null
  #waiting: { resolve: (line: ResponseLine) => void; reject: (error: ManageSieveError) => void } | null = null
  #isExpecting = true

  constructor(socket: Socket, limits: ResponseLimits) {
    this.#socket = socket
    this.#limits = limits
    this.#reader = new ResponseReader(limits)
    this.#listen(socket)
  }

  /** Connected in clear text: good for nothing but `secure`. */
  static clear({ host, port }: ManageSieveServer, limits: ResponseLimits): Connection {
    return new Connection(connectTcp({ host, port, noDelay: true }), limits)
  }

  static secure(server: ManageSieveServer, limits: ResponseLimits): { connection: Connection; proved: Promise<void> } {
    const socket = connectTls({ ...trustOf(server), host: server.host, port: server.port })
    return { connection: new Connection(socket, limits), proved: provedBy(socket) }
  }

  get failure(): ManageSieveError | null {
    return this.#failure
  }

  send(bytes: Buffer): void {
    this.#isExpecting = true
    if (!this.#failure) this.#socket.write(bytes)
  }

  /** The next line of the answer. */
  next(): Promise<ResponseLine> {
    const line = this.#lines.shift()
    if (line) return Promise.resolve(line)
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }))
  }

  /** The answer is complete: whatever comes before the next command, nobody asked for. */
  settle(): void {
    this.#isExpecting = false
    const [surplus] = this.#lines
    if (surplus) this.#unasked(surplus)
    else if (!this.#reader.isBetweenLines) this.fail('protocol')
  }

  /**
   * Goes on over TLS, after the server agreed to STARTTLS. What came in clear text after its agreement was put there by somebody
   * in the middle, to be believed as if TLS had proved it (CVE-2011-0411 and its kind).
   */
  async secure(server: ManageSieveServer): Promise<void> {
    const clear = this.#socket
    if (this.#lines.length > 0 || !this.#reader.isBetweenLines || clear.readableLength > 0) this.fail('not-trusted')
    if (this.#failure) throw this.#failure
    clear.removeAllListeners()
    clear.on('error', () => undefined)
    this.#reader = new ResponseReader(this.#limits)
    this.#isExpecting = true
    const name = server.serverName ?? server.host
    const secure = connectTls({ ...trustOf(server), socket: clear, host: name })
    this.#socket = secure
    this.#listen(secure)
    await provedBy(secure)
  }

  /** Closes at once; whoever waits gets this error. */
  fail(kind: ManageSieveErrorKind, cause?: unknown): void {
    if (this.#failure) return
    this.#failure = new ManageSieveError(kind, { cause })
    this.#socket.destroy()
    this.#waiting?.reject(this.#failure)
    this.#waiting = null
  }

  #listen(socket: Socket): void {
    socket.on('data', (bytes: Buffer) => this.#read(bytes))
    socket.on('error', (error) => this.fail('connection-lost', error))
    socket.on('close', () => this.fail('connection-lost'))
  }

  #read(bytes: Buffer): void {
    if (this.#failure) return
    try {
      for (const line of this.#reader.read(bytes)) this.#hand(line)
    } catch (error) {
      this.fail('protocol', error)
    }
  }

  #hand(line: ResponseLine): void {
    if (!this.#isExpecting) {
      this.#unasked(line)
      return
    }
    const waiting = this.#waiting
    this.#waiting = null
    if (waiting) waiting.resolve(line)
    else this.#lines.push(line)
  }

  #unasked(line: ResponseLine): void {
    const isFarewell = line.type === 'end' && line.status === 'BYE'
    this.fail(isFarewell ? 'connection-lost' : 'protocol')
  }
}

function trustOf({ tls, host, serverName }: ManageSieveServer): ConnectionOptions {
  const name = serverName ?? host
  // In words, because then not even Node's own environment switch can turn the check off.
  return { minVersion: 'TLSv1.2', ...tls, rejectUnauthorized: true, ...(isIP(name) ? {} : { servername: name }) }
}

/** Resolves once the handshake has proved the server. */
function provedBy(socket: Socket & { authorized?: boolean }): Promise<void> {
  return new Promise((resolve, reject) => {
    // Nobody there is not the same as somebody who cannot prove it.
    const refuse = (cause?: unknown) =>
      reject(new ManageSieveError(isConnected ? 'not-trusted' : 'connection-lost', { cause }))
    let isConnected = !socket.connecting
    socket.once('connect', () => (isConnected = true))
    socket.once('secureConnect', () => (socket.authorized === true ? resolve() : refuse()))
    socket.once('error', refuse)
    socket.once('close', () => refuse())
  })
}
