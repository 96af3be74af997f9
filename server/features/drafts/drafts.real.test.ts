import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import type { DraftPlace } from '#contract/draft-place.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailDrafts } from '#server/mail/mail-drafts.ts'
import { buildMessage } from '#server/mail/mime/build-message.ts'
import { contentIdOf } from '#server/mail/rich-text/write-html.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { isProblem } from '#server/problem.ts'
import { type BuildDraft, keepDraft } from './draft-keeper.ts'

const user = 'jonas'
const signedIn = { user, name: 'Jonas Weber', addresses: ['jonas.weber@example.gov'] }

const build: BuildDraft = async (_signedIn, _mail, { to, cc, bcc, subject, text, files = [] }) => {
  const rest = { messageId: '<draft@example.gov>', inReplyTo: null, references: [], dateMs: Date.now() }
  const attachments = files.map(({ contentId }, index) => ({
    ...{ name: `${index}.png`, type: 'image/png', bytes: Readable.from([Buffer.from('picture')]) },
    contentId: contentId && contentIdOf(contentId),
  }))
  const html = files.length > 0 ? '<p>With a picture</p>' : undefined
  const from = { name: signedIn.name, address: 'jonas.weber@example.gov' }
  return buildMessage({ ...rest, from, to, cc, bcc, subject, text, html, attachments }, 60_000_000)
}

const ownMailbox = () => Promise.resolve(null)

describe('Drafts on Dovecot', () => {
  let mail: MailAccount
  let raw: ImapFlow
  beforeAll(async () => {
    const platform = realPlatform()
    mail = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
    raw = await rawImap(platform, user)
  })
  const emptyDrafts = async () => {
    await raw.mailboxOpen('Drafts')
    await raw.messageDelete('1:*')
    await raw.mailboxClose()
  }
  beforeEach(emptyDrafts)
  afterAll(async () => {
    await emptyDrafts()
    await raw.logout()
    mail.close()
  })

  const place = (previousId: DraftPlace['previousId'] = null): DraftPlace => ({
    ...{ key: 'draft-000000000000000001', writer: 'writer-of-the-first-tab', previousId },
  })
  const message = (text: string) => ({
    ...{ idempotencyKey: 'composition-000000000001', from: 'jonas.weber@example.gov', answering: null },
    ...{ to: [], cc: [], bcc: [{ name: '', address: 'quiet@example.gov' }], subject: 'Half a thought', text },
  })
  const save = (from: MailAccount, text: string, where = place()) =>
    keepDraft(build, { signedIn, mail: from }, where, message(text), ownMailbox)
  async function texts(): Promise<string[]> {
    await raw.mailboxOpen('Drafts')
    const found: string[] = []
    for await (const { source } of raw.fetch('1:*', { source: true })) {
      const all = source?.toString() ?? ''
      expect(all).toMatch(/^Bcc: quiet@example\.gov\r$/m)
      found.push(all.slice(all.indexOf('\r\n\r\n')).trim())
    }
    await raw.mailboxClose()
    return found
  }
  /** The account with a connection that breaks where a test says so. */
  const broken = (changes: Partial<MailAccount>): MailAccount =>
    new Proxy(mail, {
      get: (target, name) => (changes as Record<string | symbol, unknown>)[name] ?? bound(target, name),
    })

  it('say where each file lies, whether it is attached or stands in the text', async () => {
    const file = { uploadId: null, part: null }
    const files = [file, { ...file, contentId: 'picture-of-the-ramp' }, file]
    const { draftId, partIds } = await keepDraft(
      build,
      { signedIn, mail },
      place(),
      { ...message('One'), files },
      ownMailbox,
    )
    const { attachments } = await mail.read(messageReferenceOf(draftId ?? '')!)
    const names = partIds.map((id) => attachments.find(({ partId }) => partId === id)?.name)
    expect(names).toEqual(['0.png', '1.png', '2.png'])
  })

  it('are two after a cut between storing and deleting, and one after the next saving', async () => {
    const first = await save(mail, 'One')
    const cut = broken({ deleteForever: () => Promise.reject(new Error('The connection was cut')) })
    await save(cut, 'Two', place(first.draftId))
    expect(await texts()).toEqual(['One', 'Two'])
    // The browser heard nothing of the second.
    expect((await save(mail, 'Three', place(first.draftId))).outcome).toBe('saved')
    expect(await texts()).toEqual(['Three'])
  })

  it('stay as they were when the new one cannot be stored: no connection, or over quota', async () => {
    const first = await save(mail, 'One')
    const dead = broken({ drafts: noStoring })
    await expect(save(dead, 'Two', place(first.draftId))).rejects.toThrow('The connection was cut')
    const large = 'A line of text that is repeated often.\n'.repeat(700_000)
    await expect(save(mail, large, place(first.draftId))).rejects.toSatisfy((error) => isProblem(error, 'mailbox-full'))
    expect(await texts()).toEqual(['One'])
    await save(mail, 'Short again', place(first.draftId))
    expect(await texts()).toEqual(['Short again'])
  })

  it('that another program replaced are not overwritten', async () => {
    const first = await save(mail, 'One')
    await emptyDrafts()
    await raw.append('Drafts', 'Subject: Half a thought\r\nBcc: quiet@example.gov\r\n\r\nBy another', ['\\Draft'])
    expect(await save(mail, 'Two', place(first.draftId))).toMatchObject({ outcome: 'changed-elsewhere' })
    expect(await texts()).toEqual(['By another'])
  })
})

const noStoring: MailDrafts = {
  header: () => Promise.reject(new Error('The connection was cut')),
  withKey: () => Promise.resolve([]),
  append: () => Promise.reject(new Error('The connection was cut')),
}

function bound(target: object, name: string | symbol): unknown {
  const value = (target as Record<string | symbol, unknown>)[name]
  return typeof value === 'function' ? (value.bind(target) as unknown) : value
}
