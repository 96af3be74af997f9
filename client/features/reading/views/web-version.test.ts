import { describe, expect, it } from 'vitest'
import { webVersionOf } from './web-version.ts'

const link = (text: string, href = 'https://news.a.example/1?a=1&amp;b=2') =>
  `<p><a class="x" href="${href}">${text}</a></p>`

describe('Where a message can be read as a page of the web', () => {
  it.each([
    'View in browser',
    'Having trouble? View this email in your browser',
    '<span>View&nbsp;online</span>',
    'Web version',
    'Im Browser ansehen',
    'Zur Webversion',
    'Ver en tu navegador',
    'Versión web',
    'Voir dans le navigateur',
    'Version en ligne',
    'Visualizza nel browser',
    'Bekijk de online versie',
    'Ver no navegador',
  ])('is known by a link that says: %s', (text) => {
    expect(webVersionOf(link('Sale') + link(text))?.href).toBe('https://news.a.example/1?a=1&b=2')
  })

  it.each(['Buy now', 'Browsers we support', 'Download the browser', '', `${'word '.repeat(40)} in your browser`])(
    'is not a link that says: %s',
    (text) => expect(webVersionOf(link(text))).toBeNull(),
  )

  it.each(['javascript:alert(1)', 'mailto:a@a.example', '/news/1', 'data:text/html,x', ''])(
    'is not an address that may not be followed: %s',
    (href) => expect(webVersionOf(link('View in browser', href))).toBeNull(),
  )

  it('is looked for in markup that ends in the middle of anything', () => {
    const whole = link('View in browser')
    for (let length = 0; length < whole.length; length += 1) webVersionOf(whole.slice(0, length))
    expect(webVersionOf('<a '.repeat(100_000))).toBeNull()
    expect(webVersionOf(`<a href=x>${'<'.repeat(100_000)}`)).toBeNull()
  })
})
