import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { MessageStructureObject } from 'imapflow'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import type { RichDocument, RichNode } from '#contract/rich-text.ts'
import { wireFaultsOf } from '#platform/sent-mail/wire-faults.ts'
import type { FullMessage } from '#server/mail/mail-account.ts'
import { receiptFor } from '#server/mail/mime/read-receipt.ts'
import { messageIdOf } from '#server/mail/reference-ids.ts'
import { rawImap } from '#server/mail/testing/real-mail.ts'
import { Sends } from '#server/storage/sends.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'
import type { Composition } from './send-message.ts'
import { senderWith } from './sender.ts'
import { outboxOnPlatform } from './testing/outbox-on-platform.ts'

const cid = '5b0f6a52-8f6e-4c58-9a43-2b8a1f0a7c09'
const node = (type: string, rest: object): RichNode => ({ type, ...rest }) as unknown as RichNode
const document = (...content: RichNode[]): RichDocument => ({
  type: 'doc',
  attrs: { lang: 'en', dir: null },
  content: [node('paragraph', { attrs: { dir: null }, content: [{ type: 'text', text: 'Grüße' }, ...content] })],
})
const picture = node('picture', { attrs: { cid, alt: 'The ramp' } })
const bytes = { 'ramp.png': randomBytes(4_000), 'plan – überarbeitet.pdf': randomBytes(70_000) }
const file = (name: keyof typeof bytes, rest: object = {}) => ({ uploadId: name, part: null, ...rest })
const original =
  'From: Ann <ann@harbour.example>\r\nSubject: The original\r\nMessage-ID: <original@harbour.example>\r\nMIME-Version: 1.0\r\n' +
  'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>\r\n--b--\r\n'

/** "multipart/mixed[text/plain, image/png]", of what BODYSTRUCTURE says. */
function treeOf({ type, childNodes = [], disposition, id }: MessageStructureObject): string {
  const inner = childNodes.map(treeOf).join(', ')
  const marks = `${disposition === undefined ? '' : ` ${disposition}`}${id === undefined ? '' : ' cid'}`
  return `${type}${marks}${inner === '' ? '' : `[${inner}]`}`
}
const namesOf = ({ childNodes = [], dispositionParameters, type }: MessageStructureObject): string[] => [
  ...(dispositionParameters?.['filename'] === undefined ? [] : [dispositionParameters['filename']]),
  ...(type === 'message/rfc822' ? [] : childNodes.flatMap(namesOf)),
]

const both = 'multipart/alternative[text/plain, text/html]'
const related = 'multipart/alternative[text/plain, multipart/related[text/html, image/png inline cid]]'
const kinds: [kind: string, composition: (forwarded: string) => Partial<Composition>, tree: string][] = [
  ['plain', () => ({}), 'text/plain'],
  ['formatted', () => ({ document: document() }), both],
  ['with-picture', () => ({ document: document(picture), files: [file('ramp.png', { contentId: cid })] }), related],
  [
    'with-file',
    () => ({ files: [file('plan – überarbeitet.pdf')] }),
    'multipart/mixed[text/plain, application/pdf attachment]',
  ],
  [
    'with-all',
    () => ({
      document: document(picture),
      files: [file('ramp.png', { contentId: cid }), file('plan – überarbeitet.pdf')],
    }),
    `multipart/mixed[${related}, application/pdf attachment]`,
  ],
  [
    'with-message',
    (id) => ({ files: [{ uploadId: null, part: { messageId: id, partId: null } }] as Composition['files'] }),
    `multipart/mixed[text/plain, message/rfc822 attachment[${both}]]`,
  ],
  [
    'invitation-answer',
    () => ({ calendar: { method: 'REPLY', content: 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n' } }),
    'multipart/alternative[text/plain, text/calendar]',
  ],
  ['to-list', () => ({ thread: { inReplyTo: '<l@list.example>', references: ['<l@list.example>'] } }), 'text/plain'],
  ['to-idn', () => ({ cc: [{ name: 'Bücherei', address: 'buch@xn--bcher-kva.example' }] }), 'text/plain'],
]

describe('Every kind of message that is sent', () => {
  const place = outboxOnPlatform()
  const { user, from, to, platform } = place

  async function sender() {
    const storage = await openTestStorage(place.directory)
    const uploads = {
      find: (_user: string, id: string) => {
        const type = id.endsWith('.png') ? 'image/png' : 'application/pdf'
        return Promise.resolve({ id, name: id, type, sizeBytes: bytes[id as keyof typeof bytes].length })
      },
      open: (_user: string, id: string) => Promise.resolve(Readable.from([bytes[id as keyof typeof bytes]])),
    }
    return senderWith({ ...place.feature(), uploads }, new Sends(storage.database, place.sealer, place.now))
  }

  /** As Dovecot says it is made, and as another parser reads it. */
  async function arrivedAs(subject: string) {
    await expect.poll(() => place.arrived(subject), { timeout: 20_000 }).toBe(1)
    const raw = await rawImap(platform, 'ben')
    try {
      await raw.mailboxOpen('INBOX')
      const [uid] = (await raw.search({ header: { subject } }, { uid: true })) as number[]
      const message = await raw.fetchOne(String(uid), { bodyStructure: true, source: true }, { uid: true })
      if (!message || !message.bodyStructure || !message.source) throw new Error('It is not there')
      return { structure: message.bodyStructure, source: message.source, mail: await PostalMime.parse(message.source) }
    } finally {
      await raw.logout()
    }
  }

  async function stored(): Promise<string> {
    const raw = await rawImap(platform, user)
    try {
      const added = await raw.append('INBOX', original)
      if (!added || added.uid === undefined) throw new Error('It was not stored')
      return messageIdOf({ folder: 'INBOX', validity: String(added.uidValidity), uid: added.uid })
    } finally {
      await raw.logout()
    }
  }

  it.each(kinds)('has the structure it is to have: %s', async (kind, composition, tree) => {
    const subject = `structure-of-${kind}.`
    const message = {
      ...{ idempotencyKey: subject.padEnd(24, '-'), from, to: [{ name: 'Ben', address: to }], cc: [], bcc: [] },
      ...{ subject, text: 'Grüße', answering: null, ...composition(kind === 'with-message' ? await stored() : '') },
    } as Composition
    expect(await (await sender()).send(place.session(), message)).toMatchObject({ outcome: 'accepted' })
    const { structure, source, mail } = await arrivedAs(subject)
    expect(treeOf(structure)).toBe(tree)
    expect(mail.text?.trim()).toMatch(/^Grüße/)
    expect(mail.html?.includes('<img src="cid:') ?? false).toBe(tree.includes('related'))
    expect(mail.html === undefined).toBe(!tree.includes('text/html') || kind === 'with-message')
    expect(mail.attachments.map(({ filename }) => filename).filter((name) => name?.endsWith('.pdf'))).toEqual(
      namesOf(structure).filter((name) => name.endsWith('.pdf')),
    )
    for (const { filename, content } of mail.attachments) {
      const expected = bytes[filename as keyof typeof bytes] as Buffer | undefined
      if (expected) expect(Buffer.from(content as ArrayBuffer).equals(expected), filename ?? '').toBe(true)
    }
    expect(wireFaultsOf(source)).toEqual([])
  })

  it('sends a message on as it was made', async () => {
    const redirecting = {
      messageId: await stored(),
      idempotencyKey: 'structure-redirected-1',
      from,
      to: [{ name: '', address: to }],
    }
    await (await sender()).redirect(place.session(), redirecting)
    const { structure, mail } = await arrivedAs('The original')
    expect(treeOf(structure)).toBe(both)
    expect(mail.html).toContain('<p>Hello</p>')
  })

  it('sends a receipt as RFC 8098 has it', async () => {
    const asked = {
      to: [{ name: '', address: from }],
      cc: [],
      messageId: '<asked@harbour.example>',
    } as unknown as FullMessage
    const words = { subject: 'structure-of-receipt.', text: 'Grüße: read.' }
    const prepare = async () => ({
      to,
      source: await receiptFor(
        asked,
        { address: to } as Parameters<typeof receiptFor>[1],
        { name: 'Ada', addresses: [from] },
        words,
      ),
      undo: () => Promise.resolve(),
    })
    await (await sender()).report(place.session(), 'structure-of-receipt-1', prepare)
    const { structure, mail } = await arrivedAs(words.subject)
    expect(treeOf(structure)).toBe('multipart/report[text/plain, message/disposition-notification]')
    expect(mail.text).toContain('Grüße: read.')
  })
})
