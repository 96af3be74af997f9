import { describe, expect, it } from 'vitest'
import type { CleanMail } from '#client/mail/received/clean.ts'
import { wholeMessage } from '#client/mail/testing/whole-message.ts'
import { type PictureProgress } from './frame/picture-progress.ts'
import { messageNotices } from './message-notices.ts'

const asked = { consent: null, progress: null }
const own = ['ada@example.gov']
const clean: CleanMail = {
  html: '',
  css: '',
  language: null,
  direction: null,
  ownColours: false,
  remotePictures: 0,
  subjectLevel: 2,
  remoteImages: 0,
  trackers: 0,
  contentIds: [],
  pictures: [],
  links: 0,
  misleadingLinks: 0,
  pictureOnly: false,
}

describe('messageNotices', () => {
  it('has nothing to say of an ordinary message', () => {
    expect(messageNotices(wholeMessage(), clean, own, true, asked)).toEqual([])
  })

  it('puts the gravest first', () => {
    const message = wholeMessage({
      from: [{ name: 'IT', address: 'it@examp1e.gov' }],
      html: { content: '', cut: true },
    })
    const notices = messageNotices(message, { ...clean, misleadingLinks: 2, remotePictures: 3 }, own, true, asked)
    expect(notices.map(({ id }) => id)).toEqual(['look-alike-domain', 'links', 'pictures', 'cut'])
    expect(notices[0]?.text).toContain('examp1e.gov, which is not example.gov')
  })

  it('counts pictures and trackers apart', () => {
    const [notice] = messageNotices(wholeMessage(), { ...clean, remotePictures: 6, trackers: 1 }, own, true, asked)
    expect(notice?.text).toMatch(/^5 pictures from other sites are not loaded.*One invisible picture/)
  })

  it('says what is loaded and why, and what was not', () => {
    const consent = { id: 'c', kind: 'sender' as const, value: 'ann@a.example', name: '' }
    const some = { ...clean, remotePictures: 7, remoteImages: 6, trackers: 1, pictures: Array<never>(5) }
    const text = (progress: PictureProgress | null) =>
      messageNotices(wholeMessage(), some, own, true, { consent, progress })[0]?.text
    expect(text(null)).toMatch(/^Loading 5 pictures from other sites\. One invisible picture/)
    expect(text({ total: 5, shown: 2, failed: 0 })).toMatch(/^Loading 5 pictures/)
    expect(text({ total: 5, shown: 4, failed: 1 })).toBe(
      '4 pictures from other sites are shown, because you allow it for ann@a.example. One picture could not be loaded. ' +
        'The sender can tell that this was read, but not where or with what. One picture behind the text is not loaded. ' +
        'One invisible picture, made only to tell the sender that you read this, is not loaded.',
    )
  })

  it('says that what is allowed to a sender does not count where somebody else may have written', () => {
    const pictureConsent = { id: 'c', kind: 'domain' as const, value: 'a.example', name: '' }
    const [notice] = messageNotices(wholeMessage({ pictureConsent }), { ...clean, remotePictures: 6 }, own, true, asked)
    expect(notice?.text).toMatch(/^6 pictures from other sites are not loaded.*You allow pictures from a\.example, but/)
  })

  it('says nothing of pictures where the plain text is shown', () => {
    expect(messageNotices(wholeMessage(), { ...clean, remotePictures: 6 }, own, false, asked)).toEqual([])
  })
})
