import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createSelfSignedCertificate,
  ensureServerCertificate,
  issueExpiredCertificate,
  issueWrongNameCertificate,
  type CertificateAuthority,
  type KeyPair,
} from './ca.ts'

let directory: string
let authority: CertificateAuthority
let server: KeyPair

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-ca-'))
  ;({ authority, server } = await ensureServerCertificate(directory))
})

afterAll(() => {
  rmSync(directory, { recursive: true })
})

/** What a client that trusts the authority says to a server with this certificate: `trusted` or the error's code. */
async function verdict({ certificate, key }: KeyPair, servername?: string): Promise<string> {
  const listener = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (socket) => {
    socket.on('error', () => undefined)
  })
  listener.on('tlsClientError', () => undefined)
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  const { port } = listener.address() as { port: number }
  const ca = readFileSync(authority.certificate)
  const said = await new Promise<string>((resolve) => {
    const client = connect({ host: '127.0.0.1', port, ca, ...(servername && { servername }) }, () => {
      client.destroy()
      resolve('trusted')
    })
    client.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message)
    })
  })
  listener.close()
  return said
}

describe('the local certificate authority', () => {
  it.each([undefined, 'localhost', 'mail.example.gov'])('issues a certificate good for %s', async (servername) => {
    expect(await verdict(server, servername)).toBe('trusted')
  })

  it('keeps a certificate that lasts', async () => {
    const before = readFileSync(server.certificate, 'utf8')
    await ensureServerCertificate(directory)
    expect(readFileSync(server.certificate, 'utf8')).toBe(before)
  })

  it('makes an expired certificate for tests', async () => {
    expect(await verdict(await issueExpiredCertificate(authority, 'expired'))).toBe('CERT_HAS_EXPIRED')
  })

  it('makes a certificate of another name for tests', async () => {
    expect(await verdict(await issueWrongNameCertificate(authority, 'other'))).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  it('makes a self-signed certificate for tests', async () => {
    expect(await verdict(await createSelfSignedCertificate(directory, 'own'))).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
  })
})
