import { describe, expect, it } from 'vitest'
import { inlineProtection, withoutSignature } from './protection.ts'
import { hasAttachment, sortParts, type MimeNode } from './structure.ts'

const node = (type: string, part: string, more: Partial<MimeNode> = {}): MimeNode => ({ type, part, size: 10, ...more })
const text = (part: string) => node('text/plain', part)
const multipart = (kind: string, ...childNodes: MimeNode[]): MimeNode => ({ type: `multipart/${kind}`, childNodes })
const signature = (part: string) => node('application/pkcs7-signature', part, { encoding: 'base64' })
const named = (name: string) => ({ parameters: { name } })
const smime = (type: string) => ({ parameters: { 'smime-type': type, name: 'smime.p7m' } })
const read = (root: MimeNode) => {
  const { protections, pieces, files } = sortParts(root)
  return {
    protections: protections.map(({ kind, method, partId, contentPart, whole }) =>
      [kind, method, partId, contentPart ?? '-', whole ? 'whole' : 'part'].join(' '),
    ),
    text: pieces.map((piece) => piece.text?.partId),
    files: files.filter(({ wrapping }) => !wrapping).map(({ partId }) => partId),
  }
}

describe('What of a message is signed', () => {
  it('is what stands beside the signature, which is no file of its own', () => {
    const root = multipart('signed', text('1'), signature('2'))
    expect(read(root)).toEqual({ protections: ['signed smime 2 1 whole'], text: ['1'], files: [] })
    expect(sortParts(root).files[0]).toMatchObject({ partId: '2', wrapping: true })
    expect(hasAttachment(sortParts(root))).toBe(false)
    const pgp = multipart('signed', text('1'), node('application/pgp-signature', '2'))
    expect(read(pgp).protections).toEqual(['signed openpgp 2 1 whole'])
  })

  it('with files of its own is still all of it', () => {
    const inside = multipart('mixed', text('1.1'), node('application/pdf', '1.2', named('a.pdf')))
    expect(read(multipart('signed', { ...inside, part: '1' }, signature('2')))).toEqual({
      protections: ['signed smime 2 1 whole'],
      text: ['1.1'],
      files: ['1.2'],
    })
  })

  it.each([
    ['words before', [text('1'), multipart('signed', text('2.1'), signature('2.2'))]],
    ['words after', [multipart('signed', text('2.1'), signature('2.2')), text('3')]],
    ['a file after', [multipart('signed', text('2.1'), signature('2.2')), node('application/pdf', '3')]],
  ])('is a part only where there are %s', (_name, parts) => {
    expect(read(multipart('mixed', ...parts)).protections).toEqual(['signed smime 2.2 2.1 part'])
  })

  it('is a part only beside another one that is signed, or another way to say the same', () => {
    const one = (part: string) => multipart('signed', text(`${part}.1`), signature(`${part}.2`))
    expect(read(multipart('mixed', one('1'), one('2'))).protections).toEqual([
      'signed smime 1.2 1.1 part',
      'signed smime 2.2 2.1 part',
    ])
    const other = multipart('alternative', one('1'), node('text/html', '2'))
    expect(read(other).protections).toEqual(['signed smime 1.2 1.1 part'])
  })

  it('is nowhere to be found where the signature is not the second of two', () => {
    const three = multipart('signed', text('1'), signature('2'), text('3'))
    expect(read({ ...three, parameters: { protocol: 'application/pkcs7-signature' } })).toMatchObject({
      protections: ['signed smime 2 - whole'],
      text: ['1', '3'],
    })
    const other = multipart('signed', text('1'), node('application/pdf', '2'))
    const asked = { ...other, parameters: { protocol: 'application/pkcs7-signature' } }
    expect(read(asked)).toMatchObject({ protections: ['signed smime 2 - whole'], files: ['2'] })
  })

  it('by unknown means is like any message', () => {
    expect(read(multipart('signed', text('1'), node('application/x-seal', '2')))).toEqual({
      ...{ protections: [], text: ['1'], files: ['2'] },
    })
    expect(read(multipart('mixed', text('1'), signature('2'))).files).toEqual(['2'])
  })

  it('is told of the first five', () => {
    const many = Array.from({ length: 50 }, (_, n) => multipart('signed', text(`${n}.1`), signature(`${n}.2`)))
    expect(read(multipart('mixed', ...many)).protections).toHaveLength(5)
  })
})

describe('What is packed or encrypted', () => {
  it.each([
    ['signed-data', 'opaque'],
    ['enveloped-data', 'encrypted'],
    ['authEnveloped-data', 'encrypted'],
    ['certs-only', 'certificates'],
    ['compressed-data', 'compressed'],
    ['', 'opaque'],
  ])('by S/MIME as %s is %s', (type, kind) => {
    for (const media of ['application/pkcs7-mime', 'application/x-pkcs7-mime', 'application/octet-stream']) {
      const root = node(media, '1', smime(type))
      expect(read(root)).toEqual({ protections: [`${kind} smime 1 - whole`], text: [], files: [] })
    }
  })

  it('stands beside other words', () => {
    const root = multipart('mixed', text('1'), node('application/pkcs7-mime', '2', smime('signed-data')))
    expect(read(root)).toEqual({ protections: ['opaque smime 2 - part'], text: ['1'], files: [] })
  })

  it('with a name of its own is a file like others', () => {
    const contract = node('application/pkcs7-mime', '2', { parameters: { name: 'contract.pdf.p7m' } })
    expect(read(multipart('mixed', text('1'), contract))).toEqual({ protections: [], text: ['1'], files: ['2'] })
  })

  it('by OpenPGP shows neither the mark nor the data as a file', () => {
    const mark = node('application/pgp-encrypted', '1')
    const data = node('application/octet-stream', '2', named('encrypted.asc'))
    expect(read(multipart('encrypted', mark, data))).toEqual({
      protections: ['encrypted openpgp 1 - whole'],
      text: [],
      files: [],
    })
    expect(read(multipart('mixed', text('3'), mark, data))).toEqual({
      protections: ['encrypted openpgp 1 - part'],
      text: ['3'],
      files: ['2'],
    })
    expect(read(multipart('encrypted', text('1'), data))).toEqual({ protections: [], text: ['1'], files: ['2'] })
  })
})

describe('OpenPGP within a text', () => {
  const message = '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n'
  const signed =
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWords\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----'
  const brief = (content: string) => {
    const found = inlineProtection(content)
    return found && [found.kind, found.whole]
  }

  it('is found where a line says so', () => {
    expect(brief(message)).toEqual(['encrypted', true])
    expect(brief(`Hello,\n\n${message}`)).toEqual(['encrypted', false])
    expect(brief(`${message}\nFooter`)).toEqual(['encrypted', false])
    expect(brief(message.slice(0, 40))).toEqual(['encrypted', true])
    expect(brief(signed)).toEqual(['signed', true])
  })

  it('that is signed gives its words alone, where it is complete', () => {
    expect(withoutSignature(signed)).toBe('Words\n')
    const dashed = signed.replace('Words', '- -----\n- - one\ntwo')
    expect(withoutSignature(`Before\n${dashed}\nAfter`)).toBe('Before\n-----\n- one\ntwo\nAfter')
    for (const text of [signed.slice(0, 70), signed.slice(0, -3), message, 'Words']) {
      expect(withoutSignature(text)).toBe(text)
    }
    const before = performance.now()
    withoutSignature('-----BEGIN PGP SIGNED MESSAGE-----\nA: b\n'.repeat(50_000))
    expect(performance.now() - before).toBeLessThan(500)
  })

  it('is not found where it is only spoken of', () => {
    expect(brief('> -----BEGIN PGP MESSAGE-----\n')).toBeNull()
    expect(brief('It begins with -----BEGIN PGP MESSAGE----- as you know')).toBeNull()
    expect(brief('')).toBeNull()
  })
})
