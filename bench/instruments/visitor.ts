import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { once } from 'node:events'
import { type Endpoint, type ResponseOf } from '#contract/endpoint.ts'
import { type start } from '#contract/session.ts'

export interface Credentials {
  uid: string
  password: string
}

/** One signed-in session that speaks HTTP like a browser does: one connection that stays open, answers read to the end. */
export class Visitor {
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 })
  readonly #streams: IncomingMessage[] = []
  #cookie = ''

  private constructor(url: string) {
    this.#url = url
  }

  static async signIn(url: string, { uid, password }: Credentials): Promise<Visitor> {
    const visitor = new Visitor(url)
    await visitor.post('/api/session', { name: uid, password })
    return visitor
  }

  /**
   * The body of the answer as it came. Throws when the server answers with a problem. As browsers do, asks once more when the
   * server was just closing the connection because nobody had used it.
   */
  get(path: string): Promise<Buffer> {
    return this.#ask('GET', path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
      return this.#ask('GET', path)
    })
  }

  /** Reads the answer to the end and keeps nothing of it. Throws when the server answers with a problem. */
  async drain(path: string): Promise<void> {
    const asked = this.#begin('GET', path)
    asked.end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    if (answer.statusCode !== 200) throw new Error(`GET ${path} answers ${answer.statusCode}.`)
  }

  async json<E extends Endpoint>(path: string): Promise<ResponseOf<E>> {
    return JSON.parse((await this.get(path)).toString()) as ResponseOf<E>
  }

  post(path: string, body: unknown): Promise<Buffer> {
    return this.#ask('POST', path, JSON.stringify(body))
  }

  /** Sends the bytes of a file. */
  upload(path: string, bytes: Buffer): Promise<Buffer> {
    return this.#ask('POST', path, bytes)
  }

  /** Reads a streamed answer until this is in it, and leaves it there. Throws when it ends without. */
  async until(path: string, body: unknown, pattern: RegExp): Promise<void> {
    const asked = this.#begin('POST', path)
    asked.end(JSON.stringify(body))
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    let text = ''
    for await (const chunk of answer.setEncoding('utf8')) {
      text += chunk as string
      if (pattern.test(text)) return
    }
    throw new Error(`POST ${path} answers ${answer.statusCode} without ${pattern.source}`)
  }

  /** The id of the folder with this name (`INBOX` for the inbox) in the person's own mailbox. */
  async folderId(name: string): Promise<string> {
    const { folders } = await this.json<typeof start>('/api/start')
    const own = folders.items.filter(({ owner }) => owner === null)
    const found = own.find((folder) => (name === 'INBOX' ? folder.role === 'inbox' : folder.name === name))
    if (!found) throw new Error(`no folder "${name}"`)
    return found.id
  }

  /** Opens the stream of live events, as every open page does. */
  async listen(): Promise<void> {
    const asked = this.#begin('GET', '/api/events')
    asked.end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    if (answer.statusCode !== 200) throw new Error(`The event stream answers ${answer.statusCode}.`)
    answer.on('error', () => undefined)
    answer.resume()
    this.#streams.push(answer)
  }

  /** Closes its connections; the session itself stays. */
  close(): void {
    for (const stream of this.#streams) stream.destroy()
    this.#agent.destroy()
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: string | Buffer): Promise<Buffer> {
    const asked = this.#begin(method, path, Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json')
    asked.end(body)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${path} answers ${answer.statusCode}: ${bytes.toString()}`)
    const cookie = answer.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ')
    if (cookie !== undefined) this.#cookie = cookie
    return bytes
  }

  #begin(method: string, path: string, type = 'application/json'): ClientRequest {
    const headers = { Cookie: this.#cookie, Origin: this.#url, 'X-Curbcut': '1', 'Content-Type': type }
    return request(`${this.#url}${path}`, { method, agent: this.#agent, headers })
  }
}
