import { describe, expect, it } from 'vitest'
import { sentMailFaults } from './sent-mail-faults.ts'

const fields = [
  'From: Ada Lindqvist <ada@example.gov>',
  'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  'Message-ID: <1@example.gov>',
  'MIME-Version: 1.0',
]
const page = (body: string, root = 'lang="en" dir="ltr"') =>
  `<!DOCTYPE html><html ${root}><head><title>Kerbs</title></head><body>${body}</body></html>`

function message(html: string, text = 'Kerbs are one two new', more: readonly string[] = fields): Buffer {
  const part = (type: string, content: string) =>
    `--b\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64')}\r\n`
  const head = [...more, 'Content-Type: multipart/alternative; boundary=b'].join('\r\n')
  return Buffer.from(`${head}\r\n\r\n${part('text/plain', text)}${part('text/html', html)}--b--\r\n`)
}

describe('The check of sent mail', () => {
  it('finds nothing in a message that is as it should be', async () => {
    const body = '<h2>Kerbs</h2><p>are</p><ul><li>one</li></ul><table><tr><th scope="col">two</th></tr></table>'
    expect(await sentMailFaults(message(page(`${body}<img src="cid:a@b" alt="new">`)))).toEqual([])
    const layout = '<table role="presentation"><tr><td>Kerbs</td></tr></table>'
    expect(await sentMailFaults(message(page(layout)))).toEqual([])
  })

  it.each([
    ['no language', page('<p>Kerbs</p>', 'dir="ltr"'), 'The language is not said.'],
    ['no direction', page('<p>Kerbs</p>', 'lang="en"'), 'The direction is not said.'],
    ['a picture without words', page('<img src="cid:a@b">'), 'A picture does not say what it shows.'],
    ['a picture from elsewhere', page('<img src="https://a.example/" alt="">'), 'A picture is loaded from elsewhere.'],
    ['a table without headers', page('<table><tr><td>one</td></tr></table>'), 'A table has no headers.'],
    ['a header of nothing', page('<table><tr><th>one</th></tr></table>'), 'A header does not say of what.'],
    ['an empty heading', page('<h2></h2>'), 'A heading, item or header is empty.'],
    ['an item of spaces', page('<ul><li> <br></li></ul>'), 'A heading, item or header is empty.'],
    ['a heading that only decorates', page('<h2><img src="cid:a" alt=""></h2>'), 'A heading, item or header is empty.'],
    ['a link without words', page('<a href="https://a.example"> </a>'), 'A link has no words.'],
    ['a list of nothing', page('<ul></ul>'), 'A list has no items.'],
    ['text that only the formatted form has', page('<p>Kerbs moved</p>'), 'The text part leaves out “moved”.'],
    ['a script', page('<script>1</script>'), 'There is something active.'],
  ])('finds %s', async (_, html, fault) => {
    expect(await sentMailFaults(message(html))).toContain(fault)
  })

  it.each([
    ['a second sender', [...fields, 'From: Eve <eve@example.org>'], 'From is there 2 times.'],
    ['no date', fields.filter((field) => !field.startsWith('Date')), 'Date is there 0 times.'],
    ['a line that is no field', [...fields, 'smuggled in'], 'A line of the header is no field.'],
    ['letters beyond ASCII in the header', [...fields, 'Subject: Straße'], 'The header has bytes that are not ASCII.'],
    ['a field of the draft', [...fields, 'X-Curbcut-Draft: a b'], 'A field of a draft was sent.'],
    ['a line too long', [...fields, `Subject: ${'a'.repeat(1_000)}`], 'A line is over 998 bytes.'],
  ])('finds %s', async (_, more, fault) => {
    expect(await sentMailFaults(message(page('<p>Kerbs</p>'), undefined, more))).toContain(fault)
  })
})
