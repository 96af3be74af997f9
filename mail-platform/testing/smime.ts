import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Platform } from '../platform.ts'
import { run } from '../processes/run.ts'

const openssl = (parameters: readonly string[]) => run('openssl', [...parameters])

/** Paths of a PEM certificate and its private key. */
export interface Identity {
  certificate: string
  key: string
}

export interface CertificateWish {
  /** Address it is for; none for an authority. */
  address?: string
  /** How `openssl ca` writes them. */
  extensions?: readonly string[]
  subject?: string
  fromMs?: number
  untilMs?: number
  key?: 'ec' | 'rsa' | 'rsa1024'
  hash?: 'sha256' | 'sha1'
  /** Name and key of another one, instead of its own. */
  request?: Identity
}

const dayMs = 86_400_000
const keyKinds = {
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['rsa:2048'],
  rsa1024: ['rsa:1024'],
}
export const forAuthority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
export const forMail = ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=emailProtection']

/** Makes authorities, certificates and signatures for tests, with openssl, in a folder that is gone afterwards. */
export class SigningOffice {
  readonly #directory = mkdtempSync(join(tmpdir(), 'curbcut-signing-'))
  #count = 0

  close(): void {
    rmSync(this.#directory, { recursive: true, force: true })
  }

  /** An authority that vouches for itself, or that another one vouches for. */
  async authority(name: string, by?: Identity, wish: CertificateWish = {}): Promise<Identity> {
    const own = { subject: `/O=Agency/CN=${name}`, extensions: forAuthority, ...wish }
    return by ? this.certificate(by, own) : this.#issue(null, own)
  }

  async certificate(by: Identity, wish: CertificateWish): Promise<Identity> {
    return this.#issue(by, wish)
  }

  /** A CMS signature in DER over exactly these bytes (RFC 5652). `more`: further parameters of `openssl cms`. */
  async sign(content: Buffer | string, by: Identity, ...more: readonly string[]): Promise<Buffer> {
    const [file, out] = [this.#path('content'), this.#path('der')]
    writeFileSync(file, content)
    const input = ['-in', file, '-signer', by.certificate, '-inkey', by.key]
    await openssl(['cms', '-sign', '-binary', '-outform', 'DER', ...input, '-out', out, ...more])
    return readFileSync(out)
  }

  /** The authority once more, vouched for by another one. */
  async across(authority: Identity, by: Identity): Promise<Identity> {
    return this.#issue(by, { extensions: forAuthority, request: authority })
  }

  /** Several certificates in one file, as `-certfile` takes them. */
  bundle(...all: readonly Identity[]): string {
    const file = this.#path('pem')
    writeFileSync(file, all.map(({ certificate }) => readFileSync(certificate, 'utf8')).join(''))
    return file
  }

  async encrypt(content: Buffer | string, to: Identity): Promise<Buffer> {
    const [file, out] = [this.#path('content'), this.#path('der')]
    writeFileSync(file, content)
    await openssl(['cms', '-encrypt', '-binary', '-outform', 'DER', '-in', file, '-out', out, to.certificate])
    return readFileSync(out)
  }

  async certificatesOnly({ certificate }: Identity): Promise<Buffer> {
    const out = this.#path('der')
    await openssl(['crl2pkcs7', '-nocrl', '-certfile', certificate, '-outform', 'DER', '-out', out])
    return readFileSync(out)
  }

  async #issue(by: Identity | null, wish: CertificateWish): Promise<Identity> {
    const {
      address,
      key = 'ec',
      hash = 'sha256',
      fromMs = Date.now() - dayMs,
      untilMs = Date.now() + dayMs * 365,
    } = wish
    const pair = { certificate: this.#path('pem'), key: this.#path('key') }
    const request = this.#path('request')
    const subject = wish.subject ?? '/CN=Ann Lee'
    const newKey = ['-newkey', ...keyKinds[key], '-nodes', '-keyout', pair.key]
    await (wish.request
      ? openssl(['x509', '-x509toreq', '-in', wish.request.certificate, '-signkey', wish.request.key, '-out', request])
      : openssl(['req', ...newKey, '-sha256', '-utf8', '-subj', subject, '-out', request]))
    const named = address === undefined ? [] : [`subjectAltName=email:${address}`]
    const config = this.#signingConfig([...(wish.extensions ?? forMail), ...named], hash)
    const dates = ['-startdate', asn1Time(fromMs), '-enddate', asn1Time(untilMs)]
    const signer = by ? ['-cert', by.certificate, '-keyfile', by.key] : ['-selfsign', '-keyfile', pair.key]
    await openssl([
      'ca',
      '-batch',
      '-notext',
      '-config',
      config,
      ...dates,
      ...signer,
      '-in',
      request,
      '-out',
      pair.certificate,
    ])
    return pair
  }

  /** `openssl ca` rather than `openssl x509`: only it can date a certificate. */
  #signingConfig(extensions: readonly string[], hash: string): string {
    const [config, index] = [this.#path('config'), this.#path('index')]
    writeFileSync(index, '')
    const ids = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid']
    const lines = [
      ...['[ca]', 'default_ca=local', '[local]', `database=${index}`, `new_certs_dir=${this.#directory}`],
      ...['rand_serial=yes', `default_md=${hash}`, 'policy=any', 'x509_extensions=wished', 'unique_subject=no'],
      ...['[any]', 'commonName=optional', 'organizationName=optional', 'emailAddress=optional'],
      ...['[wished]', ...extensions, ...ids, ''],
    ]
    writeFileSync(config, lines.join('\n'))
    return config
  }

  #path(kind: string): string {
    this.#count += 1
    return join(this.#directory, `${this.#count}.${kind}`)
  }
}

/** An element in DER: its tag, its length, what is in it. */
function element(tag: number, ...within: Buffer[]): Buffer {
  const content = Buffer.concat(within)
  const size = content.length
  const long = [24, 16, 8, 0].map((bits) => (size >>> bits) & 0xff).filter((_, index) => size >>> (24 - 8 * index) > 0)
  return Buffer.concat([Buffer.from(size < 0x80 ? [tag, size] : [tag, 0x80 | long.length, ...long]), content])
}

const named = (hex: string) => element(0x06, Buffer.from(hex, 'hex'))

/** A CMS structure of compressed data (RFC 3274), which openssl of Debian cannot make; `packed`: the ZLIB form as it is to stand there. */
export function compressedCms(content: Buffer | string, packed: Buffer = deflateSync(content)): Buffer {
  const [sequence, explicit, octets] = [0x30, 0xa0, 0x04]
  const inside = element(sequence, named('2a864886f70d010701'), element(explicit, element(octets, packed)))
  const algorithm = element(sequence, named('2a864886f70d0109100308'))
  const data = element(sequence, element(0x02, Buffer.from([0])), algorithm, inside)
  return element(sequence, named('2a864886f70d0109100109'), element(explicit, data))
}

const asn1Time = (ms: number) => `${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`

const crlf = (lines: readonly string[]) => lines.join('\r\n')
const base64 = (bytes: Buffer) => (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')

/** A message, or part of one, with the signature beside what it is about (RFC 1847). */
export function signedBeside(headers: readonly string[], content: string, signature: Buffer): string {
  return crlf([
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=signed',
    ...['', 'This is signed.', '', '--signed', content],
    ...['--signed', 'Content-Type: application/pkcs7-signature; name=smime.p7s', 'Content-Transfer-Encoding: base64'],
    ...['Content-Disposition: attachment; filename=smime.p7s', '', base64(signature), '', '--signed--', ''],
  ])
}

/** A message that is one CMS structure (RFC 8551, 3.2). */
export function asContainer(headers: readonly string[], type: string | null, cms: Buffer): string {
  const named = type === null ? '' : `; smime-type=${type}`
  return crlf([
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: application/pkcs7-mime${named}; name=smime.p7m`,
    ...['Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename=smime.p7m', ''],
    ...[base64(cms), ''],
  ])
}

/** The authority of the mail platform, which the server in front of it trusts for S/MIME too. */
export function authorityOf({ caFile }: Pick<Platform, 'caFile'>): Identity {
  return { certificate: caFile, key: join(dirname(caFile), 'ca.key') }
}
