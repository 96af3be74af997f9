import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { type FileReading } from '#contract/file-reading.ts'
import { type Attachment } from '#contract/messages.ts'
import AttachmentList from '../AttachmentList.vue'
import { readingWords } from './reading-words.ts'

const unknown: FileReading = {
  ...{ kind: null, hasText: null, isTagged: null, title: null, language: null },
  ...{ hasHeadings: null, untitledSlides: null, undescribedPictures: null },
}
const words = (changes: Partial<FileReading>) => readingWords({ ...unknown, ...changes })

describe('What is said of a file before it is opened', () => {
  it('is nothing where nothing is known', () => expect(words({})).toEqual([]))

  it('of a PDF file is its tags, its title and its language', () => {
    const known = { kind: 'pdf', hasText: true, isTagged: true, title: 'Agenda', language: 'en-US' } as const
    expect(words(known)).toEqual(['tagged for screen readers', 'title “Agenda”', 'in American English'])
    expect(words({ ...known, isTagged: false, title: '', language: '' })).toEqual([
      'not tagged: order and headings may be lost',
      'no title',
      'language not given',
    ])
    expect(words({ kind: 'pdf', hasText: false, title: null })).toEqual(['pages are pictures without text'])
  })

  it('of a document is its headings, and pictures without a description', () => {
    const known = { kind: 'document', hasText: true, hasHeadings: true, undescribedPictures: 1 } as const
    expect(words(known)).toEqual(['with headings', 'one picture without description'])
    expect(words({ ...known, hasHeadings: false, undescribedPictures: 2 })).toEqual([
      'no headings',
      '2 pictures without description',
    ])
    expect(words({ ...known, hasText: false, hasHeadings: false, undescribedPictures: 0 })).toEqual([
      'pictures without text',
    ])
  })

  it('of a presentation is how many slides lack a title, and of a spreadsheet its header rows', () => {
    expect(words({ kind: 'presentation', untitledSlides: 0 })).toEqual(['each slide has a title'])
    expect(words({ kind: 'presentation', untitledSlides: 3 })).toEqual(['3 slides without title'])
    expect(words({ kind: 'spreadsheet', hasHeadings: true })).toEqual(['with header rows'])
    expect(words({ kind: 'spreadsheet', hasHeadings: false })).toEqual(['header rows not marked'])
  })

  it('has a title that neither turns text round nor breaks it, and a language by its tag where it has no name', () => {
    expect(words({ title: 'a\u202eb\nc', language: 'qx-rubbish-rubbish' })).toEqual([
      'title “a b c”',
      'in qx-rubbish-rubbish',
    ])
  })
})

describe('The list of attachments', () => {
  beforeEach(() => void startMailbox('ab', 'b'))
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  const file = (partId: string, name: string, type = 'application/octet-stream', sizeBytes = 2_000): Attachment => ({
    ...{ partId, name, type, sizeBytes, contentId: null, inline: false },
  })
  const show = (attachments: Attachment[]) => renderPart(AttachmentList, { props: { messageId: 'b', attachments } })
  const asked = (partId: string, answer: [number, unknown]) =>
    answerAlso(`/api/messages/b/parts/${partId}/file-reading`, () => answer)

  it('says what a file has in the name of its link, and of one that cannot be looked into nothing', async () => {
    asked('2', [404, { type: 'not-found', status: 404, requestId: '1' }])
    asked('3', [200, { ...unknown, kind: 'document', hasHeadings: true, title: 'Plan', language: 'es' }])
    await show([file('2', 'gone.pdf'), file('3', 'plan.docx')])
    const name = await eventually(() => screen.getByRole('link', { name: /plan\.docx.*with headings/ }).textContent)
    expect(name.replaceAll(/\s+/g, ' ')).toContain(', with headings, title “Plan”, in Spanish')
    expect(screen.getByRole('link', { name: /gone\.pdf/ }).textContent).not.toContain('title')
  })

  it('asks about files that may be of a kind that can be looked into, and no large ones', async () => {
    const large = asked('2', [200, unknown])
    const picture = asked('3', [200, unknown])
    const slides = asked('4', [200, { ...unknown, kind: 'presentation', untitledSlides: 0 }])
    await show([file('2', 'large.pdf', '', 9_000_000), file('3', 'a.png', 'image/png'), file('4', 'a.odp')])
    await eventually(() => screen.getByRole('link', { name: /each slide has a title/ }))
    expect([large, picture, slides].map(({ length }) => length)).toEqual([0, 0, 1])
  })
})
