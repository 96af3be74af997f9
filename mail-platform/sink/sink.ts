import { randomUUID } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export interface SinkOptions {
  host: string
  port: number
  certificate: Buffer
  key: Buffer
  /** Received mail is written here, one .eml file a message. */
  directory: string
}

/**
 * The outside world: takes every message for any address, over STARTTLS only, and keeps it as a file.
 * @returns a function that stops it, once it listens.
 */
export async function startSink(options: SinkOptions): Promise<() => Promise<void>> {
  const server = new SMTPServer({
    name: 'outside.example',
    banner: 'the outside world',
    key: options.key,
    cert: options.certificate,
    minVersion: 'TLSv1.2',
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    size: 64 * 1024 * 1024,
    onMailFrom(_address, session, callback) {
      callback(session.secure ? null : refusal('530 Must issue a STARTTLS command first', 530))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        keep(options.directory, session, Buffer.concat(chunks))
        callback()
      })
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  server.on('error', () => undefined)
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function refusal(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** The envelope goes on top, as a last server would write it (RFC 5321 section 4.4). */
function keep(directory: string, { envelope }: SMTPServerSession, message: Buffer): void {
  const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
  const head = [`Return-Path: <${sender}>`, ...envelope.rcptTo.map(({ address }) => `X-Original-To: ${address}`)]
  const name = `${new Date().toISOString().replaceAll(':', '.')}-${randomUUID().slice(0, 8)}.eml`
  const part = join(directory, `${name}.part`)
  writeFileSync(part, Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`), message]))
  renameSync(part, join(directory, name))
}
