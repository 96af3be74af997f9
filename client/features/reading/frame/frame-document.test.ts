import { describe, expect, it } from 'vitest'
import { cleanMail } from '#client/mail/received/clean.ts'
import { frameDocument, frameSandbox } from './frame-document.ts'

function parsed(html: string, title = 'Message'): Document {
  const { html: clean, css } = cleanMail(html, { unnamedPicture: '', opens: () => '', misleading: () => '' })
  const markup = frameDocument({ html: clean, css, language: null, direction: null, title })
  return new DOMParser().parseFromString(markup, 'text/html')
}

const metas = (document: Document) =>
  [...document.querySelectorAll('meta[http-equiv]')].map((meta) => [
    meta.getAttribute('http-equiv')?.toLowerCase(),
    meta.getAttribute('content'),
  ])

describe('the document of a message', () => {
  it('looks up no names ahead of time, whatever the message asks for', () => {
    const document = parsed(
      '<meta http-equiv="x-dns-prefetch-control" content="on"><link rel="dns-prefetch" href="//away.example"><p>Text</p>',
    )
    expect(metas(document).filter(([name]) => name === 'x-dns-prefetch-control')).toEqual([
      ['x-dns-prefetch-control', 'off'],
    ])
    expect(document.querySelectorAll('link, base')).toHaveLength(0)
  })

  it('says before anything of the message what may be loaded: nothing but pictures and styles it has with it', () => {
    const document = parsed('<p>Text</p>', '</title><script>1</script>')
    expect(document.head.children[1]?.getAttribute('content')).toMatch(/^default-src 'none'; img-src data: blob:; /)
    expect(document.querySelector('meta[name=referrer]')?.getAttribute('content')).toBe('no-referrer')
    expect([document.title, document.querySelectorAll('script').length]).toEqual(['</title><script>1</script>', 0])
  })

  it('is in a sandbox without scripts', () => {
    expect(frameSandbox.split(' ')).not.toContain('allow-scripts')
    expect(frameSandbox.split(' ')).not.toContain('allow-top-navigation')
    expect(frameSandbox.split(' ')).not.toContain('allow-forms')
  })
})
