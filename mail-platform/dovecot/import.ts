import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { connect, type TLSSocket } from 'node:tls'
import type { Platform } from '../platform.ts'
import { mintToken } from '../tokens.ts'
import { encodeFolderName } from './folder-name.ts'

/** A message to put straight into a folder. */
export interface ImportedMessage {
  /** Header and body with CR LF line ends (RFC 5322). */
  raw: Buffer
  /** System flags and keywords, for example `\Seen`. */
  flags: readonly string[]
  internalDate: Date
}

/** Messages in one APPEND: it is all or nothing, and Dovecot writes its index once for each. */
const messagesPerCommand = 1_000

const mostTries = 4
const signInTimeoutMs = 8_000

/**
 * Puts many messages into one folder, past Postfix and Sieve, in their order; creates the folder (and subscribes to it)
 * if need be. One IMAP connection with MULTIAPPEND (RFC 3502); the index is complete when it returns.
 * @param folder path with `/`, in plain Unicode
 * @param onProgress told the number of messages stored so far
 * @throws with the server's words when it refuses; whole commands before it are stored
 */
export async function importMessages(
  platform: Platform,
  uid: string,
  folder: string,
  messages: Iterable<ImportedMessage> | AsyncIterable<ImportedMessage>,
  onProgress: (count: number) => void = () => undefined,
): Promise<void> {
  const connection = await open(platform, uid)
  const mailbox = quote(encodeFolderName(folder))
  if (folder !== 'INBOX') {
    await command(connection, `CREATE ${mailbox}`).catch(ignoreExisting)
    await command(connection, `SUBSCRIBE ${mailbox}`)
  }
  let count = 0
  let batch: ImportedMessage[] = []
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    await append(connection, mailbox, batch)
    count += batch.length
    batch = []
    onProgress(count)
  }
  for await (const message of messages) {
    batch.push(message)
    if (batch.length === messagesPerCommand) await flush()
  }
  await flush()
  // Everything is stored and confirmed by now; a server may be gone before its answer to this is read.
  await command(connection, 'LOGOUT').catch(() => undefined)
  connection.socket.destroy()
}

interface Connection {
  socket: TLSSocket
  lines: Interface
  next: number
}

/** A server that has only just started has been seen to leave a sign-in without an answer; another try is answered. */
async function open(platform: Platform, uid: string): Promise<Connection> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await signIn(platform, uid)
    } catch (error) {
      if (tries === mostTries) throw error
    }
  }
}

async function signIn(platform: Platform, uid: string): Promise<Connection> {
  const socket = connect({ host: platform.host, port: platform.ports.imaps, ca: readFileSync(platform.caFile) })
  socket.setTimeout(signInTimeoutMs, () => socket.destroy(new Error('The IMAP server does not answer.')))
  const lines = createInterface({ input: socket, crlfDelay: Infinity })
  const connection = { socket, lines, next: 1 }
  // Told by whoever waits for an answer; it must not end the process in between. What reads lines passes the error on as its own.
  socket.on('error', () => undefined)
  lines.on('error', () => undefined)
  await Promise.race([once(lines, 'line'), once(socket, 'close').then(() => failed('The IMAP connection was closed.'))])
  const token = await mintToken(platform.tokens, uid)
  const answer = Buffer.from(`n,a=${uid},\x01auth=Bearer ${token}\x01\x01`).toString('base64')
  await command(connection, `AUTHENTICATE OAUTHBEARER ${answer}`)
  socket.setTimeout(0)
  return connection
}

/** Sends one line and waits for its tagged answer. */
async function command(connection: Connection, text: string): Promise<void> {
  const tag = `a${connection.next++}`
  const done = completion(connection, tag)
  connection.socket.write(`${tag} ${text}\r\n`)
  await done
}

/** The literals do not wait for the server's leave (LITERAL+, RFC 7888). */
async function append(connection: Connection, mailbox: string, batch: ImportedMessage[]): Promise<void> {
  const tag = `a${connection.next++}`
  const done = completion(connection, tag)
  const { socket } = connection
  socket.write(`${tag} APPEND ${mailbox}`)
  for (const { raw, flags, internalDate } of batch) {
    socket.write(` (${flags.join(' ')}) "${imapDate(internalDate)}" {${raw.length}+}\r\n`)
    if (!socket.write(raw)) await Promise.race([once(socket, 'drain'), done])
  }
  socket.write('\r\n')
  await done
}

function completion({ socket, lines }: Connection, tag: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      lines.off('line', onLine)
      socket.off('error', settle).off('close', onClose)
      if (error) reject(error)
      else resolve()
    }
    const onLine = (line: string): void => {
      if (line.startsWith(`${tag} OK`)) settle()
      else if (line.startsWith(`${tag} `)) settle(new Error(`IMAP refused: ${line.slice(tag.length + 1)}`))
      else if (line.startsWith('* BYE') && !socket.destroyed) socket.resume()
    }
    const onClose = (): void => settle(new Error('The IMAP connection was closed.'))
    lines.on('line', onLine)
    socket.once('error', settle).once('close', onClose)
  })
}

function failed(why: string): never {
  throw new Error(why)
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error) || !error.message.includes('[ALREADYEXISTS]')) throw error
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `date-time` of RFC 9051, in UTC. */
function imapDate(date: Date): string {
  const day = String(date.getUTCDate()).padStart(2, ' ')
  return `${day}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} +0000`
}
