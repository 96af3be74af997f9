import { describe, expect, it } from 'vitest'
import type { CleanMail } from '#client/mail/received/clean.ts'
import { wholeMessage } from '#client/mail/testing/whole-message.ts'
import { messageNotices } from './message-notices.ts'

const own = ['ada@example.gov']
const clean: CleanMail = {
  html: '',
  css: '',
  language: null,
  direction: null,
  ownColours: false,
  remotePictures: 0,
  remoteImages: 0,
  trackers: 0,
  contentIds: [],
  links: 0,
  misleadingLinks: 0,
  pictureOnly: false,
}

describe('messageNotices', () => {
  it('has nothing to say of an ordinary message', () => {
    expect(messageNotices(wholeMessage(), clean, own, true)).toEqual([])
  })

  it('puts the gravest first', () => {
    const message = wholeMessage({
      from: [{ name: 'IT', address: 'it@examp1e.gov' }],
      html: { content: '', cut: true },
    })
    const notices = messageNotices(message, { ...clean, misleadingLinks: 2, remotePictures: 3 }, own, true)
    expect(notices.map(({ id }) => id)).toEqual(['look-alike-domain', 'links', 'pictures', 'cut'])
    expect(notices[0]?.text).toContain('examp1e.gov, which is not example.gov')
  })

  it('counts pictures and trackers apart', () => {
    const [notice] = messageNotices(wholeMessage(), { ...clean, remotePictures: 6, trackers: 1 }, own, true)
    expect(notice?.text).toMatch(/^5 pictures from other sites are not loaded.*One invisible picture/)
  })

  it('says nothing of pictures where the plain text is shown', () => {
    expect(messageNotices(wholeMessage(), { ...clean, remotePictures: 6 }, own, false)).toEqual([])
  })
})
