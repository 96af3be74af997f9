import { readFileSync } from 'node:fs'
import { connect, type TLSSocket } from 'node:tls'
import { type Platform } from '#platform/platform.ts'

const endOfAnswer = /(?:^|\r\n)(OK|NO|BYE)\b[^\r\n]*\r\n$/

/** ManageSieve by hand over TLS (RFC 5804): the floor that saving rules is compared with. */
export class RawManageSieve {
  readonly #socket: TLSSocket
  #answer = Buffer.alloc(0)
  #looks: () => void = () => undefined

  private constructor(socket: TLSSocket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#answer = Buffer.concat([this.#answer, chunk])
      this.#looks()
    })
  }

  /** Connects and signs in with the person's password. */
  static async open({ people, host, ports, caFile }: Platform, uid: string): Promise<RawManageSieve> {
    const password = people.find((one) => one.uid === uid)?.password ?? ''
    const raw = new RawManageSieve(connect({ host, port: ports.manageSieve, ca: readFileSync(caFile) }))
    await raw.#ends('the greeting')
    await raw.command(`AUTHENTICATE "PLAIN" "${Buffer.from(`\0${uid}\0${password}`).toString('base64')}"`)
    return raw
  }

  /** Gives all that came. Throws when it is refused. */
  command(text: string): Promise<Buffer> {
    this.#socket.write(`${text}\r\n`)
    return this.#ends(text.slice(0, 40))
  }

  async read(name: string): Promise<Buffer> {
    const answer = await this.command(`GETSCRIPT "${name}"`)
    const begins = answer.indexOf('\r\n') + 2
    return answer.subarray(begins, begins + Number(answer.toString('latin1', 1, begins - 3)))
  }

  async write(name: string, script: Buffer): Promise<void> {
    await this.command(`PUTSCRIPT "${name}" {${script.length}+}\r\n${script.toString()}`)
  }

  close(): void {
    this.#socket.destroy()
  }

  #ends(what: string): Promise<Buffer> {
    return new Promise((done, failed) => {
      this.#socket.once('close', () => failed(new Error(`The connection was closed at ${what}.`)))
      this.#looks = () => {
        const answer = this.#answer
        const [, outcome] = endOfAnswer.exec(answer.toString('latin1')) ?? []
        if (outcome === undefined) return
        this.#answer = Buffer.alloc(0)
        this.#looks = () => undefined
        this.#socket.removeAllListeners('close')
        if (outcome === 'OK') done(answer)
        else failed(new Error(`ManageSieve refused ${what}: ${answer.toString().slice(-200)}`))
      }
      this.#looks()
    })
  }
}
