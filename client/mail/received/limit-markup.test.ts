import { describe, expect, it } from 'vitest'
import { limitMarkup } from './limit-markup.ts'

describe('limitMarkup', () => {
  it.each([
    '<p class="a>b">Text</p><img src=x><br/>',
    '<p>one<p>two<ul><li>a<li>b</ul>',
    '<!-- <div> --><style>a > b { color: red }</style><DIV>x</DIV>',
    'a < b and c > d <3',
    '<a href="https://a.example/?a=1&b=2" title=\'it"s\'>x</a>',
    '<div',
    '<div class="never closed',
  ])('leaves ordinary markup as it is: %s', (html) => expect(limitMarkup(html)).toBe(html))

  it('drops nesting beyond what a page can bear, and keeps the words', () => {
    const deep = limitMarkup(`${'<div>'.repeat(50_000)}word${'</div>'.repeat(50_000)}`)
    expect(deep.match(/<div>/g)).toHaveLength(100)
    expect(deep.match(/<\/div>/g)).toHaveLength(100)
    expect(deep).toContain('word')
  })

  it('is not led astray by closing tags of other elements', () => {
    expect(limitMarkup('<div></span>'.repeat(1_000)).match(/<div>/g)).toHaveLength(100)
  })

  it('counts neighbours as neighbours', () => {
    const many = '<div>a</div><p>b'.repeat(1_000)
    expect(limitMarkup(many)).toBe(many)
  })

  it('drops the attributes of a tag with thousands, and no others', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `a${index}=1`).join(' ')
    expect(limitMarkup(`<p ${many}>x</p><b id="k">y</b>`)).toBe('<p>x</p><b id="k">y</b>')
  })

  it('counts the words of a picture inside the text as one attribute', () => {
    const picture = `<img src="data:image/png;base64,${'AAAA '.repeat(5_000)}">`
    expect(limitMarkup(picture)).toBe(picture)
  })
})
