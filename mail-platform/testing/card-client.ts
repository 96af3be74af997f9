import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { Platform } from '../platform.ts'

/** Another program that changes the same address books, such as somebody's telephone. */
export class CardClient {
  readonly #platform: Platform
  readonly #user: string
  readonly #authorities: Buffer

  constructor(platform: Platform, user: string) {
    this.#platform = platform
    this.#user = user
    this.#authorities = readFileSync(platform.caFile)
  }

  /** Makes an address book of its own under this name and gives its path. */
  async makeBook(name: string): Promise<string> {
    const path = `/${this.#user}/${name}/`
    const kinds = '<resourcetype><collection/><c:addressbook/></resourcetype>'
    const set = `<set><prop>${kinds}<displayname>${name}</displayname></prop></set>`
    const body = `<mkcol xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav">${set}</mkcol>`
    await this.ask('MKCOL', path, body)
    return path
  }

  /** Writes a card, whatever is there. */
  async put(path: string, lines: readonly string[]): Promise<void> {
    const card = ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
    await this.ask('PUT', path, card, 'text/vcard')
  }

  async get(path: string): Promise<string> {
    return (await this.ask('GET', path)).body
  }

  async delete(path: string): Promise<void> {
    await this.ask('DELETE', path)
  }

  /** The status and text of any answer; @throws where the server refuses */
  ask(method: string, path: string, body = '', type = 'application/xml'): Promise<{ status: number; body: string }> {
    const { host, ports, people } = this.#platform
    const password = people.find(({ uid }) => uid === this.#user)?.password ?? ''
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) }
    const options = { method, headers, ca: this.#authorities, auth: `${this.#user}:${password}`, agent: false as const }
    return new Promise((resolve, reject) => {
      const asked = request(`https://${host}:${ports.carddav}${path}`, options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const { statusCode: status = 0 } = answer
          const text = Buffer.concat(chunks).toString()
          if (status < 300) resolve({ status, body: text })
          else reject(new Error(`${method} ${path}: ${status} ${text}`))
        })
      })
      asked.once('error', reject)
      asked.end(body)
    })
  }
}
