import { readFileSync } from 'node:fs'
import { connect, type TLSSocket } from 'node:tls'
import { type Platform } from '#platform/platform.ts'

/** The last bytes of what came; the tagged line that ends an answer stands there. */
const tailBytes = 2_000

/**
 * IMAP by hand over TLS: commands as bytes, answers as bytes, nothing parsed. What it needs is what the mail server and the
 * wire need, so it is the floor that the app is compared with.
 */
export class RawImap {
  readonly #socket: TLSSocket
  #chunks: Buffer[] = []
  #tail = ''
  #wanted: { pattern: RegExp; done: (answer: Buffer) => void; failed: (error: Error) => void } | null = null
  #next = 1

  private constructor(socket: TLSSocket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', (error: Error) => this.#wanted?.failed(error))
    socket.on('close', () => this.#wanted?.failed(new Error('The IMAP connection was closed.')))
  }

  /** Connects and signs in with the person's password. */
  static async open(platform: Platform, uid: string): Promise<RawImap> {
    const person = platform.people.find((one) => one.uid === uid)
    if (!person) throw new Error(`no such person: ${uid}`)
    return RawImap.signIn(platform, person)
  }

  static async signIn(platform: Platform, { uid, password }: { uid: string; password: string }): Promise<RawImap> {
    const { host, ports, caFile } = platform
    const raw = new RawImap(connect({ host, port: ports.imaps, ca: readFileSync(caFile) }))
    await raw.until(/\* OK[^\r\n]*\r\n$/)
    const secret = Buffer.from(`\0${uid}\0${password}`).toString('base64')
    await raw.command(`AUTHENTICATE PLAIN ${secret}`)
    return raw
  }

  /** Sends one or more commands at once, and gives all that came when the last one is done. Throws when it is refused. */
  async command(...texts: string[]): Promise<Buffer> {
    const tags = texts.map(() => `b${this.#next++}`)
    const answer = this.until(new RegExp(`(?:^|\\r\\n)${tags.at(-1)} (?:OK|NO|BAD)[^\\r\\n]*\\r\\n$`))
    this.#socket.write(texts.map((text, index) => `${tags[index]} ${text}\r\n`).join(''))
    const bytes = await answer
    const said = bytes.subarray(-tailBytes).toString('latin1')
    if (!said.includes(`${tags.at(-1)} OK`)) throw new Error(`IMAP refused "${texts.at(-1)}": ${said.slice(-200)}`)
    return bytes
  }

  /** Puts one message into a folder (LITERAL+, RFC 7888). */
  async append(folder: string, message: string): Promise<void> {
    await this.command(`APPEND ${folder} {${Buffer.byteLength(message)}+}\r\n${message}`)
  }

  /** Begins to wait for news (IDLE, RFC 2177) and resolves once the server listens. */
  async beginIdle(): Promise<void> {
    const ready = this.until(/\+ [^\r\n]*\r\n$/)
    this.#socket.write(`b${this.#next++} IDLE\r\n`)
    await ready
  }

  async endIdle(): Promise<void> {
    const done = this.until(/(?:^|\r\n)b\d+ OK[^\r\n]*\r\n$/)
    this.#socket.write('DONE\r\n')
    await done
  }

  /** Waits until what came ends like this. One wait at a time. */
  until(pattern: RegExp): Promise<Buffer> {
    return new Promise((done, failed) => {
      this.#wanted = { pattern, done, failed }
      this.#look()
    })
  }

  close(): void {
    this.#wanted = null
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#tail = (this.#tail + chunk.subarray(-tailBytes).toString('latin1')).slice(-tailBytes)
    this.#look()
  }

  #look(): void {
    if (!this.#wanted?.pattern.test(this.#tail)) return
    const { done } = this.#wanted
    const answer = Buffer.concat(this.#chunks)
    this.#wanted = null
    this.#chunks = []
    this.#tail = ''
    done(answer)
  }
}
