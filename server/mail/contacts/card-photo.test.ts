import { describe, expect, it } from 'vitest'
import { cardLines } from './card-lines.ts'
import { photoOf, withPhoto } from './card-photo.ts'

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const encoded = gif.toString('base64')
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000020000000208060000', 'hex'),
  Buffer.alloc(60, 7),
])
const card = (version: string, ...lines: string[]) =>
  ['BEGIN:VCARD', `VERSION:${version}`, 'FN:Nora', 'X-ODD:a\\,b', ...lines, 'NOTE:Rings back', 'END:VCARD'].join('\r\n')

describe('The photo of a card', () => {
  it.each([
    ['3.0', `PHOTO;ENCODING=b;TYPE=GIF:${encoded}`],
    ['3.0', `item1.PHOTO;TYPE=GIF;ENCODING=BASE64:${encoded}`],
    ['2.1', `PHOTO;GIF;BASE64:${encoded}`],
    ['4.0', `PHOTO:data:image/gif;base64,${encoded}`],
    ['3.0', `PHOTO;VALUE=uri:data:image/gif\\;base64\\,${encoded}`],
    ['3.0', `PHOTO;ENCODING=b;TYPE=GIF:${encoded.slice(0, 30)}\r\n ${encoded.slice(30)}`],
    ['4.0', `PHOTO:https://faces.example/n.jpg\r\nPHOTO:data:image/png;base64,${encoded}`],
  ])('is read in version %s: %s', (version, line) => {
    expect(photoOf(card(version, line))).toMatchObject({ state: 'here', type: 'image/gif', bytes: gif })
  })

  it.each([
    ['none', 'TITLE:PHOTO'],
    ['elsewhere', 'PHOTO;VALUE=uri:https://faces.example/n.jpg'],
    ['elsewhere', 'PHOTO:file:///etc/passwd'],
    ['unusable', 'PHOTO;ENCODING=b:bm90IGEgcGljdHVyZQ=='],
    ['unusable', `PHOTO:data:image/svg+xml;base64,${Buffer.from('<svg onload="x()"/>').toString('base64')}`],
    ['unusable', `PHOTO;ENCODING=b:${'A'.repeat(2_000_000)}`],
  ])('is %s where it cannot be shown', (state, line) => {
    expect(photoOf(card('3.0', line)).state).toBe(state)
  })

  it.each(['3.0', '4.0'])('is changed and removed in version %s with every other line as it was', (version) => {
    const old = card(version)
    const added = withPhoto(old, gif)
    expect(photoOf(added)).toMatchObject({ state: 'here', bytes: gif })
    const changed = withPhoto(added, png)
    expect(photoOf(changed)).toMatchObject({ state: 'here', type: 'image/png', bytes: png })
    expect(changed.match(/^PHOTO/gm)).toHaveLength(1)
    expect(cardLines(withPhoto(changed, null))).toEqual(cardLines(old))
  })

  it('leaves an address on the web in the card when another photo comes and goes', () => {
    const old = card('4.0', 'PHOTO:https://faces.example/n.jpg')
    expect(cardLines(withPhoto(withPhoto(old, gif), null))).toEqual(cardLines(old))
  })
})
