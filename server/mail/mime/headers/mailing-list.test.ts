import { describe, expect, it } from 'vitest'
import { readHeader } from './header-fields.ts'
import { readMailingList } from './mailing-list.ts'
import { readReceiptRequest } from './receipt-request.ts'

const header = (...lines: string[]) => readHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))
const list = (...lines: string[]) => readMailingList(header(...lines), 'news.example')
const oneClick = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'

describe('readMailingList', () => {
  it('has nothing to say of an ordinary message', () => expect(list('From: ann@a.example')).toBeNull())

  it('knows name, id and addresses', () => {
    expect(
      list(
        'List-Id: =?utf-8?q?Stra=C3=9Fe_?= und Platz <street.lists.example>',
        'List-Post: <mailto:street@lists.example>',
        'List-Help: (see) <https://lists.example/help>, <mailto:help@lists.example>',
        'List-Archive: <https://lists.example/',
        ' archive>',
      ),
    ).toEqual({
      name: 'Straße und Platz',
      id: 'street.lists.example',
      unsubscribe: null,
      post: 'mailto:street@lists.example',
      help: 'https://lists.example/help',
      archive: 'https://lists.example/archive',
    })
    expect(list('List-Unsubscribe: <mailto:off@news.example>')?.name).toBe('news.example')
    expect(list('List-Post: NO', 'List-Id: <a.b>')?.post).toBeNull()
  })

  it('offers one press only where the list takes one (RFC 8058), by https', () => {
    const ways = (...lines: string[]) => list(...lines)?.unsubscribe ?? null
    const both = 'List-Unsubscribe: <mailto:off@news.example?subject=x>, <https://news.example/off?id=1>'
    const found = { mail: 'mailto:off@news.example?subject=x', page: 'https://news.example/off?id=1' }
    expect(ways(both)).toEqual({ oneClick: false, ...found })
    expect(ways(both, oneClick)).toEqual({ oneClick: true, ...found })
    expect(ways('List-Unsubscribe: <http://news.example/off>', oneClick)).toBeNull()
    expect(ways('List-Unsubscribe: <https://me:word@news.example/off>', oneClick)).toBeNull()
    expect(ways('List-Unsubscribe: <javascript:alert(1)>', oneClick)).toBeNull()
    expect(ways('List-Unsubscribe: <mailto:off@news.example>', oneClick)?.oneClick).toBe(false)
  })
})

describe('readReceiptRequest', () => {
  const from = [{ name: 'Ann', address: 'ann@a.example' }]
  const request = (...lines: string[]) => readReceiptRequest({ header: header(...lines), from })
  const wish = 'Disposition-Notification-To: Ann <Ann@a.example>'

  it('names where the receipt goes, and whether that is somebody else', () => {
    expect(request(wish)).toEqual({ address: 'Ann@a.example', elsewhere: false })
    expect(request('Disposition-Notification-To: tracker@b.example')).toEqual({
      address: 'tracker@b.example',
      elsewhere: true,
    })
    expect(request('From: x')).toBeNull()
  })

  it.each([
    'List-Id: <a.b>',
    'List-Unsubscribe: <mailto:off@a.example>',
    'Precedence: bulk',
    'Auto-Submitted: auto-generated',
  ])('asks nobody where a list or a machine wrote: %s', (line) => expect(request(wish, line)).toBeNull())

  it('asks nobody for several addresses, or none', () => {
    expect(request('Disposition-Notification-To: a@a.example, b@b.example')).toBeNull()
    expect(request('Disposition-Notification-To: everybody')).toBeNull()
    expect(request(wish, 'Auto-Submitted: no')).not.toBeNull()
  })
})
