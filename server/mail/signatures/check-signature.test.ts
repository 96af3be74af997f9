import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forAuthority, forMail, type Identity, SigningOffice } from '#platform/testing/smime.ts'
import type { SignedPart } from '../mail-account.ts'
import { Authorities } from './authorities.ts'
import { readAuthorities } from './authority-file.ts'
import { checkSignedPart } from './check-signature.ts'

const day = 86_400_000
const now = Date.now()
const content = Buffer.from('Content-Type: text/plain\r\n\r\nThe gate is two metres wide.\r\n')
const address = 'ann.lee@agency.example'
const from = [{ name: 'Ann Lee', address: 'Ann.Lee@agency.example' }]

const office = new SigningOffice()
afterAll(() => office.close())
let root: Identity
let ann: Identity
let trusting: Authorities

const trust = (...all: Identity[]) => new Authorities(readAuthorities(office.bundle(...all)))
/** The verdict on a signature beside its content, unless the part says otherwise. */
async function check(signature: Buffer, change: Partial<SignedPart> = {}, by = trusting, nowMs = now) {
  return checkSignedPart({ from, content, signature, ...change }, by, nowMs)
}
const verdict = async (...parameters: Parameters<typeof check>) => (await check(...parameters)).verdict
const signedBy = async (wish: Parameters<SigningOffice['certificate']>[1], by = root) =>
  office.sign(content, await office.certificate(by, { address, ...wish }))

beforeAll(async () => {
  root = await office.authority('Agency Root')
  ann = await office.certificate(root, { address })
  trusting = trust(root)
}, 60_000)

describe('An S/MIME signature', () => {
  it('that holds, by the sender, vouched for, is valid and says who it is from', async () => {
    expect(await check(await office.sign(content, ann))).toEqual({
      verdict: 'valid',
      signer: {
        name: 'Ann Lee',
        addresses: [address],
        issuer: 'Agency Root',
        validFromMs: expect.any(Number) as number,
        validUntilMs: expect.any(Number) as number,
      },
      signedAtMs: expect.closeTo(now, -5) as number,
      asOfSigning: false,
    })
  })

  it.each(['rsa', 'ec'] as const)('is valid with %s, SHA-384 and SHA-512, and by RSA-PSS', async (key) => {
    const who = await office.certificate(root, { address, key })
    expect(await verdict(await office.sign(content, who, '-md', 'sha384'))).toBe('valid')
    expect(await verdict(await office.sign(content, who, '-md', 'sha512'))).toBe('valid')
    if (key === 'ec') return
    const pss = ['-keyopt', 'rsa_padding_mode:pss']
    expect(await verdict(await office.sign(content, who, '-md', 'sha256', ...pss))).toBe('valid')
  })

  it('is valid by way of an authority between, which it brings along', async () => {
    const between = await office.authority('Agency Mail', root)
    const who = await office.certificate(between, { address })
    const signature = await office.sign(content, who, '-certfile', between.certificate)
    expect(await verdict(signature)).toBe('valid')
    expect(await verdict(await office.sign(content, who))).toBe('issuer-unknown')
  })

  it('is valid around its content, and where its signer is named by key', async () => {
    const around = await office.sign(content, ann, '-nodetach', '-keyid')
    expect(await verdict(around, { content: null })).toBe('valid')
  })

  it('over other content has been changed', async () => {
    const signature = await office.sign(content, ann)
    const moved = Buffer.concat([content, Buffer.from('\r\n')])
    for (const other of [moved, Buffer.from(content.toString().replace('two', 'ten')), Buffer.alloc(0)]) {
      expect(await check(signature, { content: other })).toMatchObject({ verdict: 'changed', signer: null })
    }
  })

  it('is not valid by an authority nobody here knows, or where none is known at all', async () => {
    const other = await office.authority('Agency Root')
    const signature = await signedBy({}, other)
    expect(await verdict(signature)).toBe('issuer-unknown')
    expect(await verdict(signature, {}, trust())).toBe('no-authorities')
    expect(await verdict(signature, {}, trust(other))).toBe('valid')
  })

  it('is somebody else’s where the sender’s address is another, or is not the only one', async () => {
    const signature = await office.sign(content, ann)
    const eve = { name: 'Ann Lee', address: 'eve@agency.example' }
    for (const others of [[eve], [...from, eve], [], [{ name: 'Team', address: '' }, ...from]]) {
      expect(await verdict(signature, { from: others })).toBe('other-address')
    }
  })

  it('goes by alternative names, and by the subject only where there are none', async () => {
    const subject = `/CN=Ann Lee/emailAddress=${address}`
    expect(await verdict(await signedBy({ subject, address: 'x@y.example' }))).toBe('other-address')
    const old = await office.certificate(root, { subject })
    expect(await verdict(await office.sign(content, old))).toBe('valid')
  })

  it('by a certificate that had ended, or had not begun, is told', async () => {
    const ended = await signedBy({ fromMs: now - 9 * day, untilMs: now - 3 * day })
    expect(await verdict(ended)).toBe('expired')
    expect(await verdict(await signedBy({ fromMs: now + day * 3, untilMs: now + 9 * day }))).toBe('not-yet-valid')
  })

  it('by a certificate that has ended since is valid as of its signing, and says so', async () => {
    const signature = await signedBy({ untilMs: now + 5 * day })
    expect(await check(signature, {}, trusting, now + 9 * day)).toMatchObject({ verdict: 'valid', asOfSigning: true })
  })

  it('from the future is none', async () => {
    expect(await verdict(await office.sign(content, ann), {}, trusting, now - 3 * day)).toBe('damaged')
  })

  it.each([
    ['for servers', { extensions: ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=serverAuth'] }],
    ['to encrypt with', { extensions: ['keyUsage=critical,keyEncipherment', 'extendedKeyUsage=emailProtection'] }],
    ['of an authority', { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=digitalSignature,keyCertSign'] }],
  ])('by a certificate %s has the wrong purpose', async (_name, wish) => {
    expect(await verdict(await signedBy(wish))).toBe('wrong-purpose')
  })

  it.each(['sha1', 'md5'])('by %s cannot be relied on', async (hash) => {
    const rsa = await office.certificate(root, { address, key: 'rsa' })
    expect(await verdict(await office.sign(content, rsa, '-md', hash))).toBe('weak')
  })

  it('by a short key cannot be relied on', async () => {
    expect(await verdict(await signedBy({ key: 'rsa1024' }))).toBe('weak')
  })

  it('by a certificate that was itself signed by SHA-1 is vouched for by nobody', async () => {
    expect(await verdict(await signedBy({ hash: 'sha1' }))).toBe('issuer-unknown')
  })

  it('without signed attributes, by two people, or with content both beside and inside is none', async () => {
    expect(await verdict(await office.sign(content, ann, '-noattr'))).toBe('damaged')
    const two = ['-signer', ann.certificate, '-inkey', ann.key]
    expect(await verdict(await office.sign(content, await office.certificate(root, { address }), ...two))).toBe(
      'damaged',
    )
    expect(await verdict(await office.sign(content, ann, '-nodetach'))).toBe('damaged')
    expect(await verdict(await office.sign(content, ann), { content: null })).toBe('damaged')
    expect(await verdict(await office.sign(content, ann), { content: 'missing' })).toBe('damaged')
    expect(await verdict(await office.sign(content, ann, '-nocerts'))).toBe('damaged')
    const other = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-nodetach']
    expect(await verdict(await office.sign(content, ann, ...other), { content: null })).toBe('damaged')
  })

  it('is vouched for only within what authorities allow each other', async () => {
    const through = async (extensions: readonly string[], wish = {}) => {
      const between = await office.authority('Between', root, { extensions, ...wish })
      const who = await office.certificate(between, { address })
      return verdict(await office.sign(content, who, '-certfile', between.certificate))
    }
    const permitted = (name: string) => [...forAuthority, `nameConstraints=critical,permitted;email:${name}`]
    expect(await through(permitted('agency.example'))).toBe('valid')
    expect(await through(permitted('other.example'))).toBe('issuer-unknown')
    expect(await through([...forAuthority, 'extendedKeyUsage=serverAuth'])).toBe('issuer-unknown')
    expect(await through(['keyUsage=critical,keyCertSign'])).toBe('issuer-unknown')
    expect(await through(['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign'])).toBe('issuer-unknown')
    expect(await through(forMail)).toBe('issuer-unknown')
    expect(await through([...forAuthority, '1.2.3.4=critical,DER:0500'])).toBe('issuer-unknown')
    expect(await through(forAuthority, { untilMs: now - day / 2 })).toBe('issuer-unknown')
    expect(await through(forAuthority, { key: 'rsa1024' })).toBe('issuer-unknown')
  })

  it('is not vouched for past the length an authority allows', async () => {
    const short = await office.authority('Short', undefined, {
      extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign'],
    })
    const between = await office.authority('Too far', short)
    const far = await office.certificate(between, { address })
    const signature = await office.sign(content, far, '-certfile', between.certificate)
    expect(await verdict(signature, {}, trust(short))).toBe('issuer-unknown')
    expect(await verdict(await signedBy({}, short), {}, trust(short))).toBe('valid')
  })

  it('of authorities that vouch for each other in a circle is answered at once', async () => {
    const one = await office.authority('One')
    const two = await office.authority('Two')
    const [oneByTwo, twoByOne] = await Promise.all([office.across(one, two), office.across(two, one)])
    const who = await office.certificate(one, { address })
    const circle = ['-certfile', office.bundle(oneByTwo, twoByOne)]
    expect(await verdict(await office.sign(content, who, ...circle))).toBe('issuer-unknown')
    expect(await verdict(await office.sign(content, who, ...circle), {}, trust(two))).toBe('valid')
  })
})

describe('What is no signature', () => {
  it('is told apart from one', async () => {
    const encrypted = await office.encrypt(content, ann)
    expect(await verdict(encrypted, { content: null })).toBe('encrypted')
    expect(await verdict(await office.certificatesOnly(ann), { content: null })).toBe('certificates')
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('This is not a signature')],
    ['a length that lies', Buffer.from('3084ffffffff0609', 'hex')],
    ['a hundred thousand levels', Buffer.alloc(200_000, '3080', 'hex')],
    ['a million elements', Buffer.concat([Buffer.from('3083200000', 'hex'), Buffer.alloc(2_097_152, '0500', 'hex')])],
  ])('such as %s is damaged, at once', async (_name, bytes) => {
    const before = performance.now()
    expect(await verdict(bytes)).toBe('damaged')
    expect(await verdict(bytes, { content: null })).toBe('damaged')
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it('whatever byte of a signature is another, cut or doubled, it is never valid', async () => {
    const signature = await office.sign(content, ann, '-nodetach')
    const part = { content: null }
    expect(await verdict(signature, part)).toBe('valid')
    const found = new Set<string>()
    for (let at = 0; at < signature.length; at += 1) {
      for (const change of [1 << (at % 8), 0xff]) {
        const mutated = Buffer.from(signature)
        mutated[at] = (mutated[at] ?? 0) ^ change
        const whole = await verdict(mutated, part)
        found.add(whole)
        if (whole === 'valid') throw new Error(`Valid with another byte ${at}`)
      }
    }
    for (let length = 0; length < signature.length; length += 7) {
      expect(await verdict(signature.subarray(0, length), part)).not.toBe('valid')
    }
    expect(await verdict(Buffer.concat([signature, Buffer.from([0])]), part)).not.toBe('valid')
    expect(found).toContain('changed')
    expect(found).toContain('damaged')
  }, 60_000)
})
