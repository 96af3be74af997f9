import { readFileSync } from 'node:fs'
import { ImapFlow } from 'imapflow'
import type { Platform } from '../platform.ts'
import { mintToken } from '../tokens.ts'

/** An IMAP connection of one person (or role), signed in with a token of the platform. The caller logs out. */
export async function connectImap(platform: Platform, uid: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: platform.host,
    port: platform.ports.imaps,
    secure: true,
    tls: { ca: readFileSync(platform.caFile) },
    auth: { user: uid, accessToken: await mintToken(platform.tokens, uid) },
    logger: false,
  })
  // Without a listener an error after connecting would end the process; the command in flight fails anyway.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
