import { beforeEach, describe, expect, it } from 'vitest'
import { type Draft } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { wholeMessage } from '#client/mail/testing/whole-message.ts'
import { type MessageId } from '#contract/ids.ts'
import { outgoingMessage as outgoingShape } from '#contract/sending.ts'
import { checkDraft } from './check-draft.ts'
import { draftHeading } from './draft-heading.ts'
import { fillDraft } from './fill-draft.ts'
import { outgoingMessage } from './outgoing-message.ts'

const own = ['ada.lindqvist@example.gov', 'permits@example.gov']
const person = (address: string, name = '') => ({ name, address })

function draft(changes: Partial<Draft> = {}): Draft {
  const drafts = useDrafts()
  const made = drafts.find(
    drafts.start({ kind: changes.kind ?? 'new', ...(changes.messageId && { messageId: changes.messageId }) }),
  )
  return Object.assign(made as Draft, changes)
}

beforeEach(() => {
  sessionStorage.clear()
  startMailbox('a')
})

describe('checkDraft', () => {
  it('names each problem at its field, with how to mend it', () => {
    const problems = checkDraft(
      draft({ to: [person('ann@example'), person('b@b.example')], cc: [person('bob')], subject: 'x'.repeat(901) }),
      ['example.gov'],
    )
    expect(problems).toEqual([
      { field: 'to', text: 'ann@example is not a complete address.' },
      { field: 'cc', text: 'bob is not a complete address.' },
      { field: 'subject', text: 'The subject takes 900 characters. Shorten it.' },
    ])
  })

  it('wants somebody to send to, in any field', () => {
    expect(checkDraft(draft(), [])).toEqual([{ field: 'to', text: 'Say who it goes to.' }])
    expect(checkDraft(draft({ bcc: [person('b@b.example')] }), [])).toEqual([])
  })
})

describe('outgoingMessage', () => {
  it('fits the contract, whatever was typed', () => {
    const message = outgoingMessage(
      draft({
        to: [person('b@b.example', 'Bob\r\nBcc: x@evil.example'), person('B@b.example')],
        cc: [person('b@b.example'), person('c@c.example', 'C'.repeat(300))],
        subject: 'One\r\nBcc: x@evil.example',
        text: 'Hello',
      }),
      'ada.lindqvist@example.gov',
    )
    expect(outgoingShape.parse(message)).toEqual(message)
    expect(message.to).toEqual([person('b@b.example', 'Bob Bcc: x@evil.example')])
    expect(message.cc.map(({ address }) => address)).toEqual(['c@c.example'])
    expect(message.subject).toBe('One Bcc: x@evil.example')
    expect(message.from).toBe('ada.lindqvist@example.gov')
    expect(message.answering).toBeNull()
  })

  it('says what it answers and which files go along', () => {
    const part = { messageId: 'm1' as MessageId, partId: '2' }
    const files = [{ key: '2', name: 'Plan.pdf', sizeBytes: 1, uploadId: null, part, state: 'here' as const }]
    const forwarded = outgoingMessage(draft({ kind: 'forward', messageId: 'm1' as MessageId, files }), 'a@a.example')
    expect(forwarded.answering).toEqual({ kind: 'forward', messageId: 'm1' })
    expect(forwarded.files).toEqual([{ uploadId: null, part }])
    const answer = outgoingMessage(draft({ kind: 'reply-all', messageId: 'm1' as MessageId }), 'a@a.example')
    expect(answer.answering?.kind).toBe('reply')
  })
})

describe('fillDraft', () => {
  const original = wholeMessage({
    to: [person('PERMITS@example.gov'), person('bob@b.example', 'Bob')],
    attachments: [
      { partId: '2', name: 'Plan.pdf', type: 'application/pdf', sizeBytes: 84_000, contentId: null, inline: false },
      { partId: '3', name: 'logo.png', type: 'image/png', sizeBytes: 900, contentId: 'logo', inline: true },
    ],
  })

  it('answers everyone from the address it came to, below room to write', () => {
    const answer = draft({ kind: 'reply-all', messageId: original.id })
    fillDraft(answer, original, 'Hello\n-- \nAnn', { ownAddresses: own, defaultAddress: own[0] ?? '' })
    expect(answer).toMatchObject({
      from: 'permits@example.gov',
      to: [{ address: 'ann.lee@example.gov' }],
      cc: [{ address: 'bob@b.example' }],
      subject: 'Re: Budget review',
    })
    expect(answer.text).toMatch(/^\n\nOn .+, Ann Lee wrote:\n> Hello\n$/)
    expect(draftHeading(answer)).toBe('Reply to Ann Lee')
  })

  it('forwards with header block and files, but not the pictures of the text', () => {
    const forwarded = draft({ kind: 'forward', messageId: original.id })
    fillDraft(forwarded, original, 'Hello', { ownAddresses: own, defaultAddress: own[0] ?? '' })
    expect(forwarded.files.map(({ name }) => name)).toEqual(['Plan.pdf'])
    expect(forwarded.to).toEqual([])
    expect(forwarded.text).toContain('From: Ann Lee <ann.lee@example.gov>')
    expect(forwarded.text).toContain('Subject: Budget review')
    expect(draftHeading(forwarded)).toBe('Forward: Budget review')
  })
})
