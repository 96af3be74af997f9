import { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import type { MailSecret } from '../mail-account.ts'
import { isCredentialRefusal, mailProblem } from '../problems.ts'
import type { TlsServer, TlsTrust } from '../tls-server.ts'
import { noteWhatEnds } from './answer-too-large.ts'
import { countChanges } from './ext/changes.ts'
import { readAnswers } from './ext/command.ts'
import { readFetchAnswer } from './ext/fetch-answer.ts'
import { keepFlagsCurrent } from './ext/flags.ts'
import { takeWholeAnswers } from './ext/whole-answers.ts'
import { withinTime } from './kept-connection.ts'

export interface ImapEndpoint {
  server: TlsServer
  trust: TlsTrust
}

/** For handshake, greeting and sign-in together; each alone has 10 s. */
const connectWithinMs = 20_000

/** Bounds on what one hostile answer may cost; the answer for an ordinary message stays a hundred times below. */
const limits = {
  maxLineLength: 4_000_000,
  maxLiteralSize: 24_000_000,
  maxResponseSize: 32_000_000,
  maxResponseTokens: 60_000,
}

/**
 * Opens one IMAP connection by implicit TLS and signs in. imapflow sends the first byte of a secret only after the handshake
 * has proved the server (`rejectUnauthorized`, TLS 1.2 or later); there is no other path.
 *
 * @throws Problem `wrong-credentials`, `mail-server-unavailable`, `mail-server-not-trusted`
 */
export async function connectImap(
  { server, trust }: ImapEndpoint,
  user: string,
  secret: MailSecret,
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: true,
    ...(server.serverName === undefined ? {} : { servername: server.serverName }),
    tls: trust,
    auth:
      secret.kind === 'token'
        ? { user, accessToken: secret.token }
        : { user: secret.signsInAs ?? user, pass: secret.password },
    clientInfo: { name: 'Curbcut' },
    logger: false,
    qresync: true,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20 * 60_000,
    maxIdleTime: 4 * 60_000,
    ...limits,
  })
  // Without a listener an error on the socket would end the process; losses are noticed by 'close' and by each command.
  noteWhatEnds(client)
  keepFlagsCurrent(client)
  readAnswers(client, readFetchAnswer)
  countChanges(client)
  takeWholeAnswers(client)
  try {
    await withinTime(client, client.connect(), connectWithinMs)
    return client
  } catch (error) {
    client.close()
    throw isCredentialRefusal(error) ? new Problem('wrong-credentials', {}, error) : mailProblem(error)
  }
}
