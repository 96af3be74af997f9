import { Problem } from '#server/problem.ts'
import type { MailIdentity, MailSecret } from '../mail-account.ts'
import { serverWords } from '../problems.ts'
import {
  ScriptRefusal,
  type ScriptRefusalReason,
  type ScriptSession,
  type SieveOffer,
  type SieveScripts,
} from '../sieve-port.ts'
import { tlsTrust, type TlsServer } from '../tls-server.ts'
import { KeptSignIn, type SignedInClient } from './kept-sign-in.ts'
import { decodeScript } from './language/index.ts'
import { ManageSieveClient, ManageSieveError, type ManageSieveServer } from './managesieve/index.ts'

export interface ManageSieveSettings extends TlsServer {
  startTls: boolean
}

/** Scripts on a ManageSieve server (RFC 5804), over TLS that has proved the server. */
export class ManageSieveScripts implements SieveScripts {
  readonly #server: ManageSieveServer
  readonly #kept = new Map<object, KeptSignIn>()
  readonly #resting = new Set<KeptSignIn>()

  constructor(settings: ManageSieveSettings) {
    const { host, port, startTls, serverName } = settings
    const named = serverName === undefined ? {} : { serverName }
    this.#server = { host, port, startTls, ...named, tls: tlsTrust(settings) }
  }

  async open(identity: MailIdentity): Promise<ScriptSession> {
    const kept = identity.holder && this.#kept.get(identity.holder)
    if (!kept) {
      const opened = await this.#signIn(identity)
      return new ManageSieveSession(opened, () => opened.client.logout())
    }
    const lent = await kept.lend(() => this.#signIn(identity))
    return new ManageSieveSession(lent, () => lent.giveBack())
  }

  keepFor(holder: object): { close(): void } {
    const kept = new KeptSignIn(this.#resting)
    this.#kept.set(holder, kept)
    return {
      close: () => {
        this.#kept.delete(holder)
        kept.close()
      },
    }
  }

  async #signIn(identity: MailIdentity): Promise<SignedInClient> {
    const client = await orProblem(() => ManageSieveClient.connect(this.#server))
    try {
      // Asked for only now: a token lives for a minute.
      await orProblem(async () => client.authenticate(credentialsOf(identity.user, await identity.secret())))
      const { sieve, notify, maxRedirects } = await orProblem(() => client.capability())
      return { client, offer: { extensions: sieve, notifyMethods: notify, maxRedirects } }
    } catch (error) {
      client.close()
      throw error
    }
  }
}

class ManageSieveSession implements ScriptSession {
  readonly offer: SieveOffer
  readonly #client: ManageSieveClient
  readonly close: () => Promise<void>

  constructor({ client, offer }: SignedInClient, close: () => Promise<void>) {
    this.#client = client
    this.offer = offer
    this.close = close
  }

  list() {
    return orProblem(() => this.#client.listScripts())
  }

  async read(name: string) {
    return decodeScript(await orProblem(() => this.#client.getScript(name)))
  }

  check(source: string) {
    return orProblem(() => this.#client.checkScript(source))
  }

  write(name: string, source: string) {
    return orProblem(() => this.#client.putScript(name, source))
  }

  checkSpace(name: string, sizeBytes: number) {
    return orProblem(() => this.#client.haveSpace(name, sizeBytes))
  }

  activate(name: string | null) {
    return orProblem(() => this.#client.setActive(name))
  }

  rename(from: string, to: string) {
    return orProblem(() => this.#client.renameScript(from, to))
  }

  remove(name: string) {
    return orProblem(() => this.#client.deleteScript(name))
  }
}

const reasons: Record<string, ScriptRefusalReason> = {
  NONEXISTENT: 'gone',
  ALREADYEXISTS: 'exists',
  ACTIVE: 'active',
  'QUOTA/MAXSIZE': 'too-large',
  'QUOTA/MAXSCRIPTS': 'too-many',
}

async function orProblem<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ManageSieveError ? failureOf(error) : error
  }
}

function failureOf(error: ManageSieveError): Problem | ScriptRefusal {
  const { kind, code, notes, text } = error
  if (kind === 'not-trusted') return new Problem('mail-server-not-trusted', {}, error)
  if (kind === 'credentials-refused') return new Problem('wrong-credentials', {}, error)
  if (kind === 'unsendable') return new ScriptRefusal('unsendable')
  if (kind !== 'refused' || code?.name === 'TRYLATER') return new Problem('mail-server-unavailable', {}, error)
  if (code?.name === 'QUOTA') return new Problem('mailbox-full', {}, error)
  const reason = notes.some(({ line }) => line !== null) ? 'not-valid' : 'other'
  return new ScriptRefusal(reasons[code?.name ?? ''] ?? reason, { notes, serverSaid: serverWords(text) })
}

function credentialsOf(user: string, secret: MailSecret) {
  if (secret.kind === 'token') return { user, ...secret }
  return { kind: secret.kind, user: secret.signsInAs ?? user, password: secret.password }
}
