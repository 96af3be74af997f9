import { describe, expect, it } from 'vitest'
import { answerSubject, forwardSubject } from '#client/mail/answer-subject.ts'
import { answerText, forwardText, hasOwnWords, quoteText } from './answer-text.ts'

describe('answerSubject', () => {
  it.each([
    ['Budget', 'Re: Budget'],
    ['Re: RE: AW: Budget', 'Re: Budget'],
    ['Re[4]: Budget', 'Re: Budget'],
    ['', 'Re:'],
    ['Regarding lunch', 'Re: Regarding lunch'],
    ['a\r\nBcc: x@y.example', 'Re: a Bcc: x@y.example'],
  ])('%j → %j', (subject, expected) => expect(answerSubject(subject)).toBe(expected))
})

describe('forwardSubject', () => {
  it('has its sign once', () => expect(forwardSubject('FW: Fwd: Plan')).toBe('Fwd: Plan'))
})

describe('quoteText', () => {
  it('marks each line, without a space between marks, and leaves the signature out', () => {
    expect(quoteText('Hello\r\n\r\n> before\r\n-- \r\nAnn')).toBe('> Hello\n>\n>> before')
  })
})

describe('answerText', () => {
  it('leaves room above', () => expect(answerText('Ann wrote:', 'Hello')).toBe('\n\nAnn wrote:\n> Hello\n'))
})

describe('forwardText', () => {
  it('says what is forwarded and leaves out what is not known', () => {
    const lines = [
      { label: 'From', value: 'Ann' },
      { label: 'Cc', value: '' },
    ]
    expect(forwardText('Forwarded message', lines, 'Hello\n')).toBe('\n\nForwarded message\nFrom: Ann\n\nHello\n')
  })
})

describe('hasOwnWords', () => {
  it('is false for what was put in', () => {
    expect(hasOwnWords('\n\nAnn wrote:\n> x\n', '\n\nAnn wrote:\n> x\n')).toBe(false)
    expect(hasOwnWords('Yes\n\nAnn wrote:\n> x\n', '\n\nAnn wrote:\n> x\n')).toBe(true)
  })
})
