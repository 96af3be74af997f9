import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { isIP } from 'node:net'
import { tlsTrust, type TlsServer } from './tls-server.ts'

const timeoutMs = 5_000
const longestAnswer = 8_192

interface StartTls {
  /** What the server says once it is ready for the question. */
  greeting: RegExp
  ask: string
  agreed: RegExp
}

const startTlsDialogues = {
  submission: { greeting: /^220 .*\r?\n$/ms, ask: 'STARTTLS\r\n', agreed: /^220 / },
  manageSieve: { greeting: /^OK\b.*\r\n$/m, ask: 'STARTTLS\r\n', agreed: /^OK\b/m },
} satisfies Record<string, StartTls>

/**
 * Opens a connection, proves the server by TLS, waits for its greeting and leaves. No name or secret is sent.
 *
 * @throws an error when the server does not answer, is not who it should be, or greets otherwise
 */
export async function probeServer(
  server: TlsServer & { startTls?: boolean },
  kind: 'imap' | 'submission' | 'manageSieve',
): Promise<void> {
  const plain = connectTcp({ host: server.host, port: server.port })
  plain.setTimeout(timeoutMs, () => plain.destroy(new Error('No answer in time')))
  try {
    if (server.startTls && kind !== 'imap') await askForTls(plain, startTlsDialogues[kind])
    const secure = await secured(plain, server)
    if (server.startTls && kind === 'submission') secure.write('EHLO curbcut\r\n')
    const greeting = { imap: /^\* OK/, submission: /^2[25]0[ -]/, manageSieve: /^OK\b/m }[kind]
    await answer(secure, greeting)
    secure.destroy()
  } finally {
    plain.destroy()
  }
}

async function askForTls(socket: Socket, { greeting, ask, agreed }: StartTls): Promise<void> {
  await answer(socket, greeting)
  socket.write(ask)
  await answer(socket, agreed)
}

function secured(socket: Socket, server: TlsServer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const name = server.serverName ?? server.host
    const secure = connectTls(
      { ...tlsTrust(server), socket, host: name, ...(isIP(name) ? {} : { servername: name }) },
      () => resolve(secure),
    )
    secure.once('error', reject)
  })
}

function answer(socket: Socket, expected: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const settle = (done: () => void) => {
      socket.off('data', read)
      done()
    }
    const read = (bytes: Buffer) => {
      text += bytes.toString('latin1')
      if (expected.test(text)) settle(resolve)
      else if (text.length > longestAnswer) settle(() => reject(new Error('Not the expected greeting')))
    }
    socket.on('data', read)
    socket.once('error', (error) => settle(() => reject(error)))
    socket.once('close', () => settle(() => reject(new Error('Connection closed'))))
  })
}
