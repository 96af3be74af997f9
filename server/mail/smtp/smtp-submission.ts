import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { Problem } from '#server/problem.ts'
import type { MailIdentity, MailSecret } from '../mail-account.ts'
import type { MessageBytes } from '../message-bytes.ts'
import type { Envelope, Submission, Submitted } from '../submission-port.ts'
import { tlsTrust, type TlsServer, type TlsTrust } from '../tls-server.ts'
import { wireEnvelope } from './wire-envelope.ts'
import { connectionProblem, refusedRecipients, refusal, type SmtpError } from './smtp-problems.ts'

export interface SubmissionServer extends TlsServer {
  startTls: boolean
}

/** Hands messages to a submission server (RFC 6409, RFC 8314) over TLS that has proved the server, one connection each. */
export class SmtpSubmission implements Submission {
  readonly #server: SubmissionServer
  readonly #trust: TlsTrust

  constructor(server: SubmissionServer) {
    this.#server = server
    this.#trust = tlsTrust(server)
  }

  async submit(
    identity: MailIdentity,
    envelope: Envelope,
    message: MessageBytes,
    onHandOver: () => Promise<void>,
  ): Promise<Submitted> {
    const connection = await this.#open(identity)
    try {
      checkCanCarry(connection, envelope)
      return await transmit(connection, envelope, message, onHandOver)
    } finally {
      connection.quit()
      setTimeout(() => connection.close(), 2_000).unref()
    }
  }

  async largestBytes(): Promise<number | null> {
    const connection = await this.#greet()
    const said = (connection as unknown as { _maxAllowedSize?: number })._maxAllowedSize ?? 0
    return said > 0 ? said : null
  }

  async offersDeliveryReports(): Promise<boolean> {
    return extensionsOf(await this.#greet()).includes('DSN')
  }

  /** Hears what the server offers and goes again. */
  async #greet(): Promise<SMTPConnection> {
    const connection = await this.#connect()
    connection.quit()
    setTimeout(() => connection.close(), 2_000).unref()
    return connection
  }

  async #open(identity: MailIdentity): Promise<SMTPConnection> {
    const connection = await this.#connect()
    try {
      const secret = await identity.secret()
      await promised((done) => connection.login(credentials(identity.user, secret), done))
      return connection
    } catch (error) {
      connection.close()
      throw connectionProblem(error)
    }
  }

  /** Connected over TLS that has proved the server, not signed in yet. */
  async #connect(): Promise<SMTPConnection> {
    const { host, port, startTls, serverName } = this.#server
    const connection = new SMTPConnection({
      host,
      port,
      secure: !startTls,
      // Where TLS begins by STARTTLS the connection ends if it is not offered: there is no way on in clear text.
      requireTLS: startTls,
      ...(serverName === undefined ? {} : { servername: serverName }),
      tls: this.#trust,
      name: 'localhost',
      logger: false,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 60_000,
      dnsTimeout: 10_000,
      allowInternalNetworkInterfaces: true,
      maxResponseSize: 100_000,
    })
    // An error nobody waits for (after the answer, say) must not end the process.
    connection.on('error', () => undefined)
    try {
      await promised<undefined>((done) => {
        connection.once('error', done)
        connection.connect((error) => done(error ?? null))
      })
      if (!connection.secure) throw new Problem('mail-server-not-trusted')
      return connection
    } catch (error) {
      connection.close()
      throw connectionProblem(error)
    }
  }
}

function credentials(person: string, secret: MailSecret) {
  if (secret.kind === 'token') {
    const oauth2 = new XOAuth2({ user: person, accessToken: secret.token })
    return { type: 'OAUTH2', user: person, method: 'XOAUTH2', oauth2 }
  }
  const user = secret.signsInAs ?? person
  return { user, pass: secret.password, credentials: { user, pass: secret.password } }
}

function extensionsOf(connection: SMTPConnection): readonly string[] {
  return (connection as unknown as { _supportedExtensions?: string[] })._supportedExtensions ?? []
}

/** Asks for a report of each end it may come to, with the headers alone; the connection leaves it out where DSN is not offered. */
function reporting({ deliveryReport = false }: Envelope) {
  return deliveryReport ? { dsn: { ret: 'HDRS', notify: ['SUCCESS', 'FAILURE', 'DELAY'] } } : {}
}

/** A server without SMTPUTF8 (RFC 6531) cannot carry local parts beyond ASCII; nodemailer would send them all the same. */
function checkCanCarry(connection: SMTPConnection, { from, to }: Envelope): void {
  const isBeyond = (address: string) => /[^\x20-\x7e]/.test(address.slice(0, address.lastIndexOf('@')))
  if (extensionsOf(connection).includes('SMTPUTF8') || ![from, ...to].some(isBeyond)) return
  const recipients = to.filter(isBeyond).map((address) => ({ address, reason: '' }))
  throw recipients.length > 0 ? new Problem('recipients-refused', { recipients }) : new Problem('sender-refused')
}

async function transmit(
  connection: SMTPConnection,
  envelope: Envelope,
  message: MessageBytes,
  onHandOver: () => Promise<void>,
): Promise<Submitted> {
  const progress = { handedOver: false }
  // The connection reads the first piece only after the server has said 354: what stands before it is done by then.
  const pieces = async function* () {
    await onHandOver()
    progress.handedOver = true
    yield* message.open()
  }
  try {
    const sent = await promised<{ rejectedErrors?: SmtpError[] | undefined } | undefined>((done) => {
      connection.once('error', done)
      connection.once('end', () => done(Object.assign(new Error('Connection closed'), { code: 'ECONNECTION' })))
      connection.send(
        { ...wireEnvelope(envelope), ...reporting(envelope), size: message.sizeBytes },
        Readable.from(pieces(), { objectMode: false }),
        done,
      )
    })
    return { outcome: 'accepted', refused: refusedRecipients(sent?.rejectedErrors ?? []) }
  } catch (error) {
    const answered = (error as SmtpError).responseCode !== undefined
    if (progress.handedOver && !answered) return { outcome: 'outcome-unknown' }
    throw refusal(error)
  }
}

/** The first of several ways a callback and events may tell the end. */
function promised<T>(start: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result as T))))
}
