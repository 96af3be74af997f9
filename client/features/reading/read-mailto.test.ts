import { describe, expect, it } from 'vitest'
import { readMailto } from './read-mailto.ts'

describe('readMailto', () => {
  it('reads recipients, subject and text', () => {
    expect(readMailto('mailto:a@a.example,b%40x@b.example?to=c@c.example&subject=Plan%20B&body=One%0D%0ATwo')).toEqual({
      to: [
        { name: '', address: 'a@a.example' },
        { name: '', address: 'c@c.example' },
      ],
      subject: 'Plan B',
      text: 'One\nTwo',
    })
  })

  it('takes over neither attachments nor hidden recipients nor line breaks in the subject', () => {
    const request = readMailto('mailto:a@a.example?bcc=x@evil.example&attach=/etc/passwd&subject=a%0D%0ABcc:%20x')
    expect(request).toEqual({ to: [{ name: '', address: 'a@a.example' }], subject: 'a Bcc: x', text: '' })
  })

  it('answers nothing for another kind of address', () => expect(readMailto('https://a.example')).toBeNull())
})
