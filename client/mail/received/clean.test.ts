// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { allowedAttributes, allowedElements, ourAttributes } from './allow-lists.ts'
import { cleanMail } from './clean.ts'
import { hostileHtml } from './testing/hostile-html.ts'

const words = {
  unnamedPicture: 'Picture without a description',
  opens: (host: string) => `Opens ${host}`,
  misleading: (host: string) => `(really leads to ${host})`,
}
const clean = (html: string) => cleanMail(html, words)

/** Parses what the frame will parse. */
function shown(html: string): Document {
  return new DOMParser().parseFromString(`<body>${clean(html).html}</body>`, 'text/html')
}

const elements = new Set<string>(allowedElements)
const attributes = new Set<string>([...allowedAttributes, ...ourAttributes])

describe('cleanMail against hostile snippets', () => {
  const snippets = Object.entries(hostileHtml).flatMap(([aim, list]) => list.map((html) => ({ aim, html })))

  it('is tried with at least 60', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(60)
  })

  it.each(snippets)('leaves nothing of one that $aim: $html', ({ html }) => {
    const result = clean(html)
    for (const element of shown(html).body.querySelectorAll('*')) {
      expect(elements).toContain(element.localName)
      for (const { name, value } of element.attributes) {
        expect(attributes).toContain(name)
        expect(value).not.toMatch(/script:|data:(?!image\/(png|jpe?g|gif|webp))|url\(|expression|position|99999/i)
      }
      if (element.hasAttribute('src')) expect(element.getAttribute('src')).toMatch(/^data:image\/(png|jpeg|gif|webp)/)
      if (element.hasAttribute('href')) expect(element.getAttribute('href')).toMatch(/^(https?:\/\/|mailto:|tel:|#)/)
    }
    expect(result.html).not.toContain('__curbcutXss=1"')
    expect(result.css).not.toMatch(/url|@import|@font-face|expression|position|overflow|animation|cc-|<|\\/i)
  })

  it('gives the same again when its own result comes back', () => {
    for (const { html } of snippets) {
      const once = clean(html).html
      const tree = new DOMParser().parseFromString(`<body>${once}</body>`, 'text/html')
      expect(tree.body.innerHTML, html).toBe(once)
    }
  })
})

describe('cleanMail and remote pictures', () => {
  it('counts pictures and trackers, and keeps the description', () => {
    const result = clean(
      `<img src="https://a.example/logo.png" alt="County logo"><img src="https://a.example/t.gif" width="1" height="1">
       <table background="//a.example/back.png"><tr><td style="background:url('https://a.example/b.png')">x</td></tr></table>`,
    )
    expect(result.remotePictures).toBe(4)
    expect(result.trackers).toBe(1)
    expect(result.html).toContain('aria-label="County logo"')
    expect(result.html).not.toContain('a.example')
  })

  it('lists those that can be shown apart from the text, which only holds their places', () => {
    const result = clean(
      `<img src="https://a.example/logo.png?a=1&amp;b=2" alt="County logo" width="80" style="border:0;position:fixed">
       <img src="//a.example/line.png" alt=""><img src="https://a.example/t.gif" width="1"><img data-picture="0" alt="x">`,
    )
    expect(result.pictures).toEqual([
      {
        address: 'https://a.example/logo.png?a=1&b=2',
        alt: 'County logo',
        width: '80',
        height: null,
        style: 'border: 0',
      },
      { address: 'https://a.example/line.png', alt: '', width: null, height: null, style: null },
    ])
    const places = [...shown(`<img src="https://a.example/1.png" alt=""><p>x</p>`).querySelectorAll('[data-picture]')]
    expect(places.map((place) => [place.textContent, place.hasAttribute('role')])).toEqual([['', false]])
    expect(result.html.match(/data-picture/g)).toHaveLength(2)
  })

  it('keeps raster pictures inside the message and names parts by Content-ID', () => {
    const result = clean('<img src="data:image/png;base64,iVBORw0KGgo=" alt="Dot"><img src="cid:logo%40x" alt="Logo">')
    expect(result.remotePictures).toBe(0)
    expect(result.contentIds).toEqual(['logo@x'])
    expect(result.html).toContain('src="data:image/png;base64,iVBORw0KGgo="')
    expect(result.html).toContain('data-cid="logo@x"')
  })

  it('says when there is nothing but pictures', () => {
    expect(clean('<a href="https://a.example"><img src="https://a.example/all.png"></a>').pictureOnly).toBe(true)
    expect(clean('<p>A whole paragraph that says what the picture says.</p><img src="cid:a">').pictureOnly).toBe(false)
  })

  it('does not take a message’s own data-cid for one of ours', () => {
    expect(clean('<img data-cid="1" alt="a">').contentIds).toEqual([])
  })
})

describe('cleanMail and styles', () => {
  it('keeps plain rules, media queries and the message’s own body colours', () => {
    const { css, html } = clean(
      `<style>#top, .a > td { color: #123; padding: 4px !important } @media (max-width: 600px) { .b { width: 100% } }</style>
       <body bgcolor="#eeeeee"><p style="text-align: center; position: fixed">x</p></body>`,
    )
    expect(css).toContain('#mail-top, .a > td { color: #123; padding: 4px !important }')
    expect(css).toContain('@media (max-width: 600px) {\n.b { width: 100% }')
    expect(css).toContain('body { background-color: #eeeeee }')
    expect(html).toContain('style="text-align: center"')
  })

  it('hides nothing wholesale, so that the words of a message can be read', () => {
    const { css } = clean('<style>*, .c p { display: none } .preheader { display: none }</style>')
    expect(css).toBe('.preheader { display: none }\n')
  })

  it('leaves the words room, whatever space is asked for round them', () => {
    const { css } = clean(
      '<style>body { padding: 9999px; margin: 0 60%; border: 3000px solid #123456 } p { padding: 20px 5% }</style>x',
    )
    expect(css).toBe('p { padding: 20px 5% }\n')
  })

  it('gives no importance to the style of one element', () => {
    expect(clean('<p style="color: red !important">x</p>').html).toBe('<p style="color: red">x</p>')
  })

  it('tells colours from ink and paper', () => {
    expect(clean('<p style="color: black; background: white">x</p>').ownColours).toBe(false)
    expect(clean('<p style="color: #b00">x</p>').ownColours).toBe(true)
  })

  it('drops a style sheet that is too large', () => {
    expect(clean(`<style>${'p{color:red}'.repeat(20_000)}${'/*'.repeat(50_000)}</style>x`).css).toBe('')
  })
})

describe('cleanMail and structure', () => {
  it('nests headings under level 2 without gaps', () => {
    const body = shown('<h3>a</h3><h6>b</h6><h1>c</h1><h2>d</h2><h1></h1>').body
    const levels = [...body.querySelectorAll('[aria-level]')].map((heading) => heading.getAttribute('aria-level'))
    expect(levels).toEqual(['3', '4', '3', '4'])
    expect(body.lastElementChild?.getAttribute('role')).toBe('presentation')
  })

  it('turns landmarks into plain blocks', () => {
    const body = shown('<main><nav>Text</nav></main><section role="region">More</section>').body
    expect(body.innerHTML).toBe('<div><div>Text</div></div><div>More</div>')
  })

  it('marks layout tables and leaves data tables', () => {
    const body = shown('<table><tr><td>a</td></tr></table><table><tr><th scope="col">Year</th></tr></table>').body
    expect(body.querySelectorAll('table[role=presentation]')).toHaveLength(1)
    expect(body.querySelector('.cc-scroll > table th')?.getAttribute('scope')).toBe('col')
  })

  it('prefixes ids and the links to them', () => {
    const body = shown('<a href="#end">End</a><p id="end">Here</p>').body
    expect(body.querySelector('a')?.getAttribute('href')).toBe('#mail-end')
    expect(body.querySelector('p')?.id).toBe('mail-end')
  })

  it('reads language and direction', () => {
    const result = clean('<html lang="ar" dir="rtl"><body>سلام</body></html>')
    expect(result).toMatchObject({ language: 'ar', direction: 'rtl' })
  })
})

describe('cleanMail and links', () => {
  it('opens them apart and without telling where from', () => {
    const link = shown('<a href="https://a.example/x" target="_top" rel="opener">Read</a>').body.querySelector('a')
    expect(link?.getAttribute('target')).toBe('_blank')
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
    expect(link?.getAttribute('aria-description')).toBe('Opens a.example')
  })

  it('says when text and host differ', () => {
    const result = clean('<a href="https://evil.example/login">www.bank.example</a>')
    expect(result.misleadingLinks).toBe(1)
    expect(result.html).toContain('(really leads to evil.example)')
    expect(clean('<a href="https://www.bank.example/login">bank.example</a>').misleadingLinks).toBe(0)
  })

  it('names a link that holds only a picture without a description', () => {
    const body = shown('<a href="https://shop.example/"><img src="https://shop.example/b.png" alt=""></a>').body
    expect(body.textContent).toBe('shop.example')
  })
})
