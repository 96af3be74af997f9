import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Platform } from '#platform/platform.ts'
import { mintMailToken, openTokenMint, type TokenMint } from './mail-tokens.ts'
import { imapServer, realPlatform } from './testing/real-mail.ts'
import { tlsTrust } from './tls-server.ts'
import { TokenKeys } from './token-keys.ts'

describe('A key for tokens that is made while the mail server runs', () => {
  let platform: Platform
  let keys: TokenKeys
  let made: string
  beforeAll(() => {
    platform = realPlatform()
    keys = new TokenKeys(platform.tokens.keyDirectory)
    made = keys.add()
  })
  afterAll(() => keys.remove(made))

  async function signIn(mint: TokenMint): Promise<void> {
    const server = imapServer(platform)
    const client = new ImapFlow({
      host: server.host,
      port: server.port,
      secure: true,
      tls: tlsTrust(server),
      auth: { user: 'ada', accessToken: await mintMailToken(mint, 'ada') },
      logger: false,
    })
    client.on('error', () => undefined)
    await client.connect()
    await client.logout()
  }

  it('is taken at once, and so is the one before it', async () => {
    const before = openTokenMint(platform.tokens)
    await signIn(before)
    await signIn({ ...before, keys: { current: () => keys.read(made) } })
    await signIn(before)
  })

  it('counts for nothing under another one’s name', async () => {
    const current = keys.current()
    const forged = {
      ...openTokenMint(platform.tokens),
      keys: { current: () => ({ ...keys.read(made), id: current.id }) },
    }
    await expect(signIn(forged)).rejects.toMatchObject({ authenticationFailed: true })
  })
})
