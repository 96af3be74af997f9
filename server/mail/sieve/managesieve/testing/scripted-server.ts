import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { TLSSocket, createSecureContext } from 'node:tls'

/** What the server does when one more line, or a literal with its line, has come; it may write, or destroy the socket. */
export type Behaviour = (line: string, socket: TLSSocket) => void

export const greetingLines =
  '"IMPLEMENTATION" "Scripted"\r\n"SIEVE" "fileinto include"\r\n"SASL" "PLAIN OAUTHBEARER"\r\n"VERSION" "1.0"\r\n'

/** A ManageSieve server that proves itself by TLS and then does as it is told, for what real servers never do. */
export class ScriptedServer {
  readonly port: number
  /** All that came inside TLS. */
  heard = ''
  readonly #server: Server
  readonly #sockets = new Set<TLSSocket>()

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
  }

  static async start(
    certificate: { certificate: string; key: string },
    behave: Behaviour,
    greeting = `${greetingLines}OK "Ready."\r\n`,
  ): Promise<ScriptedServer> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const scripted = new ScriptedServer(server)
    const secureContext = createSecureContext({
      cert: readFileSync(certificate.certificate),
      key: readFileSync(certificate.key),
    })
    server.on('connection', (clear) => {
      clear.on('error', () => undefined)
      const socket = new TLSSocket(clear, { isServer: true, secureContext })
      scripted.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('secure', () => socket.write(greeting))
      socket.on('data', (bytes: Buffer) => {
        const text = bytes.toString('latin1')
        scripted.heard += text
        behave(text, socket)
      })
    })
    return scripted
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}
