import { describe, expect, it } from 'vitest'
import { isGlobalAddress } from './global-address.ts'
import { readPictureAddress, textOfAddress } from './picture-address.ts'

const refused = [
  ...['', 'picture.png', '//a.example/x.png', '/x.png', 'http:', 'http://', 'https:///', 'http://?x'],
  ...['ftp://a.example/x', 'file:///etc/passwd', 'gopher://a.example/', 'data:image/png;base64,AA', 'javascript:1'],
  ...['blob:https://a.example/1', 'ws://a.example/', 'dict://a.example:11211/', 'cid:1@a.example'],
  ...['http://a.example:8080/', 'https://a.example:8443/', 'http://a.example:25/', 'http://a.example:0/'],
  ...['http://a.example:65536/', 'http://a.example:993/', 'http://user@a.example/', 'http://u:p@a.example/'],
  ...[
    'http://8.8.8.8@a.example/',
    'http://localhost/',
    'http://LOCALHOST/',
    'http://localhost./',
    'http://a.localhost/',
  ],
  ...['http://intranet/', 'http://a/', 'http://printer.local/', 'http://metadata.google.internal/', 'http://x.onion/'],
  ...['http://router.home.arpa/', 'http://a.lan/', 'http://a.corp/', 'http://a.test/', 'http://a.invalid/'],
  ...['http://a.example./', 'http://a..example/', 'http://.example/', 'http://a b.example/', 'http://a_.-b.example/'],
  ...['http://a%00.example/', 'http://%2e/', 'http://[::1/', 'http://[fe80::1%25eth0]/', 'http://1.2.3.4.5/'],
  ...['http://256.256.256.256/', 'http://0x1ffffffff/', 'http://a.123/', `http://${'a'.repeat(64)}.example/`],
  `http://a.example/${'x'.repeat(2_048)}`,
]

/** Spellings that the URL parser reads as an IP address; none of them may be asked. */
const hidden = [
  ...['http://127.1/', 'http://127.0.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0x7f.1/'],
  ...[
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://127。0。0。1/',
  ],
  ...[
    'http://①②⑦.0.0.1/',
    'http://0/',
    'http://0x0/',
    'http://%31%32%37.0.0.1/',
    'http:127.0.0.1',
    'http:\\\\10.0.0.1\\',
  ],
  ...['http://0xa9fea9fe/', 'http://2852039166/', 'http://169.254.43518/', 'http://0251.0376.0251.0376/'],
  ...['http://3232235777/', 'http://192.168.257/', 'http://012.0.0.1/', 'http://100.64.0.1:80/'],
  ...[
    'http://[::1]/',
    'http://[::]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
  ],
  ...['http://[::ffff:0a00:0001]/', 'http://[::127.0.0.1]/', 'http://[64:ff9b::127.0.0.1]/', 'http://[2002:7f00:1::]/'],
  ...['http://[fe80::1]/', 'http://[fc00::1]/', 'http://[fd00:ec2::254]/', 'http://[ff02::1]/', 'http://[2001::1]/'],
  ...['HTTP://127.0.0.1/', ' http://127.0.0.1/', 'ht\ntp://127.0.0.1/', 'http://127.0\t.0.1/', 'https://10.0.0.1:443/'],
]

describe('Addresses of pictures', () => {
  it('are tried in at least 80 odd spellings', () => {
    expect(refused.length + hidden.length).toBeGreaterThanOrEqual(80)
  })

  it.each(refused)('are refused: %s', (text) => {
    expect(readPictureAddress(text)).toBeNull()
  })

  it.each(hidden)('name a closed network however they are spelt: %s', (text) => {
    const address = readPictureAddress(text)
    expect(address === null || !isGlobalAddress(address.host)).toBe(true)
  })

  it.each([
    ['https://a.example/x.png?y=1#z', 'a.example', 443, '/x.png?y=1'],
    ['http://A.Example', 'a.example', 80, '/'],
    ['https://a.example:80/', 'a.example', 80, '/'],
    ['http://a.example:443/', 'a.example', 443, '/'],
    ['https://bücher.example/x', 'xn--bcher-kva.example', 443, '/x'],
    ['https://[2606:4700::1]/x', '2606:4700::1', 443, '/x'],
    ['http://8.8.8.8/x y', '8.8.8.8', 80, '/x%20y'],
    ['https://a_b.example/a\r\nHost: b', 'a_b.example', 443, '/aHost:%20b'],
  ])('are read: %s', (text, host, port, path) => {
    expect(readPictureAddress(text)).toMatchObject({ host, port, path })
  })

  it('are followed from where they stand', () => {
    const here = readPictureAddress('https://[2606:4700::1]:80/a/b')
    const base = here ? textOfAddress(here) : ''
    expect(readPictureAddress('../c', base)).toMatchObject({ host: '2606:4700::1', port: 80, path: '/c' })
    expect(readPictureAddress('//b.example/d', base)).toMatchObject({ host: 'b.example', port: 443, path: '/d' })
    expect(readPictureAddress('http://127.0.0.1:22/', base)).toBeNull()
  })
})
