import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mintMailToken, openTokenMint } from './mail-tokens.ts'
import { TokenKeys } from './token-keys.ts'

describe('The keys of tokens', () => {
  let keyDirectory: string
  let keys: TokenKeys
  beforeEach(() => {
    keyDirectory = mkdtempSync(join(tmpdir(), 'curbcut-keys-'))
    keys = new TokenKeys(keyDirectory)
  })
  afterEach(() => rmSync(keyDirectory, { recursive: true, force: true }))
  const mint = () => mintMailToken(openTokenMint({ issuer: 'us', scope: 'mail', keyDirectory }), 'Ada')

  it('sign only once one of them is chosen', async () => {
    const first = keys.add()
    await expect(mint()).rejects.toThrow('has no key that signs')
    keys.use(first)
    const token = await mint()
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'JWT', kid: first })
    const published = await importSPKI(readFileSync(keys.publicFile(first), 'utf8'), 'ES256')
    expect((await jwtVerify(token, published)).payload).toMatchObject({ iss: 'us', sub: 'ada', scope: 'mail' })
  })

  it('change under a server that runs', async () => {
    keys.use(keys.add())
    const running = openTokenMint({ issuer: 'us', scope: 'mail', keyDirectory })
    await mintMailToken(running, 'ada')
    const second = keys.add()
    keys.use(second)
    expect(decodeProtectedHeader(await mintMailToken(running, 'ada')).kid).toBe(second)
  })

  it('are told from each other and listed from the oldest', () => {
    const made = [1, 2, 3].map((day) => keys.add(new Date(Date.UTC(2026, 10, day))))
    expect(keys.ids()).toEqual(made)
  })

  it('are removed in both halves, but not the one that signs', () => {
    const [first, second] = [keys.add(), keys.add()]
    keys.use(first)
    expect(() => keys.remove(first)).toThrow(`${first} signs now`)
    keys.use(second)
    keys.remove(first)
    expect(keys.ids()).toEqual([second])
    expect(() => readFileSync(keys.publicFile(first))).toThrow('ENOENT')
  })

  it('that are not there are named', () => {
    expect(() => keys.use('other')).toThrow('There is no key other in')
    expect(() => keys.remove('../current')).toThrow('There is no key ../current in')
  })

  it('are read by their owner alone, the public ones by everybody', () => {
    const id = keys.add()
    const mode = (file: string) => statSync(file).mode & 0o777
    expect(mode(join(keyDirectory, 'private'))).toBe(0o700)
    expect(mode(join(keyDirectory, 'private', `${id}.pem`))).toBe(0o600)
    expect(mode(keys.publicFile(id))).toBe(0o644)
  })
})
