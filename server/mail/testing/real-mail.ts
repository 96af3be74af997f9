import { inject } from 'vitest'
import { ImapFlow } from 'imapflow'
import { openPlatform, type Platform } from '#platform/platform.ts'
import type { MailIdentity } from '../mail-account.ts'
import { mintMailToken, openTokenMint } from '../mail-tokens.ts'
import { tlsTrust, type TlsServer } from '../tls-server.ts'

/** The platform started by the global set-up that is this worker's own. */
export function realPlatform(): Platform {
  const directories = inject('platformDirectories')
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1)
  const platform = openPlatform(directories[(worker - 1) % directories.length] ?? '')
  if (!platform) throw new Error('The reference platform does not run')
  return platform
}

export function imapServer({ host, ports, caFile }: Platform): TlsServer {
  return { host, port: ports.imaps, caFile }
}

/** The demo person with this user name. */
export function personOf(platform: Platform, uid: string): Platform['people'][number] {
  const person = platform.people.find((candidate) => candidate.uid === uid)
  if (!person) throw new Error(`Nobody is called ${uid}`)
  return person
}

/** A person whom the mail servers know by our tokens. */
export function tokenIdentity(platform: Platform, user: string): MailIdentity {
  const mint = openTokenMint(platform.tokens)
  return { user, secret: async () => ({ kind: 'token', token: await mintMailToken(mint, user) }) }
}

/** An IMAP connection past our own code, to put things in place and to see what is really there. */
export async function rawImap(platform: Platform, uid: string): Promise<ImapFlow> {
  const server = imapServer(platform)
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: true,
    tls: tlsTrust(server),
    auth: { user: uid, pass: personOf(platform, uid).password },
    logger: false,
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
