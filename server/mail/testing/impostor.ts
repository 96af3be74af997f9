import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createSecureContext, TLSSocket, type SecureContextOptions } from 'node:tls'

/** How an impostor behaves towards whoever connects. */
export interface ImpostorBehaviour {
  /** Said in clear text as soon as somebody connects. */
  greeting?: string
  /** What is answered to a line in clear text; null: nothing. A line answered with `startTls` goes on in TLS. */
  answer?: (line: string) => string | null
  startTls?: (line: string) => boolean
  /** TLS with this certificate, from the first byte unless `startTls` says when. */
  certificate?: { certificate: string; key: string }
  /** More TLS options, such as an old version. */
  tls?: SecureContextOptions
  /** Said inside TLS by whoever completes the handshake. */
  secureGreeting?: string
}

/** A server in the middle that is not who it says it is, and writes down all it is told. */
export class Impostor {
  readonly port: number
  /** Everything received in clear text (TLS records too, as they came). */
  clear = ''
  /** Everything received inside TLS. */
  secret = ''
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
  }

  static async start(behaviour: ImpostorBehaviour): Promise<Impostor> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const impostor = new Impostor(server)
    server.on('connection', (socket) => impostor.#serve(socket, behaviour))
    return impostor
  }

  /** Resolves when everybody who connected has left: all they had to say has been written down. */
  async deserted(): Promise<void> {
    const present = [...this.#sockets].filter((socket) => !socket.closed)
    await Promise.all(present.map((socket) => once(socket, 'close')))
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #serve(socket: Socket, behaviour: ImpostorBehaviour): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    if (behaviour.greeting !== undefined) socket.write(behaviour.greeting)
    if (behaviour.certificate && !behaviour.startTls) {
      this.#secure(socket, behaviour)
      return
    }
    socket.on('data', (bytes: Buffer) => {
      const line = bytes.toString('latin1')
      this.clear += line
      const answer = behaviour.answer?.(line)
      if (answer !== undefined && answer !== null) socket.write(answer)
      if (behaviour.startTls?.(line)) {
        socket.removeAllListeners('data')
        this.#secure(socket, behaviour)
      }
    })
  }

  #secure(socket: Socket, { certificate, tls, secureGreeting }: ImpostorBehaviour): void {
    if (!certificate) return
    const context = createSecureContext({
      cert: readFileSync(certificate.certificate),
      key: readFileSync(certificate.key),
      ...tls,
    })
    const secure = new TLSSocket(socket, { isServer: true, secureContext: context })
    secure.on('error', () => undefined)
    secure.on('data', (bytes: Buffer) => (this.secret += bytes.toString('latin1')))
    secure.on('secure', () => secureGreeting !== undefined && secure.write(secureGreeting))
  }
}
