import { type HostileMessage, plainWords } from './messages.ts'

interface Monster extends HostileMessage {
  /** Only its beginning is shown at once, so that the reader must be told and offered more. */
  isLong?: boolean
  /** Not all of it can be shown, so that the reader must be offered the whole as a file. */
  isCut?: boolean
}

const html = (content: string) => `Content-Type: text/html\r\n\r\n<p>${plainWords}</p>${content}\r\n`
const monster = (name: string, rest: string, more: Pick<Monster, 'isCut' | 'isLong'> = {}): Monster => ({
  name,
  ...more,
  source: (subject) => `From: x@harbour.example\r\nSubject: ${subject}\r\n${rest}`,
})
const many = (count: number, each: (n: number) => string) => Array.from({ length: count }, (_, n) => each(n)).join('')

/** The head of a part that holds others, and the first of them, which is text. */
const nested = (n: number) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n\r\n`

/** Messages that made other programs crash or wait (security.md M5). */
export const monsters: readonly Monster[] = [
  monster(
    'a hundred thousand recipients',
    `Cc: ${many(100_000, (n) => `p${n}@example.org,\r\n `)}x@example.org\r\n\r\n${plainWords}`,
  ),
  monster('a line of five megabytes', `\r\n${plainWords}\r\n${'a'.repeat(5_000_000)}\r\n`, {
    isLong: true,
    isCut: true,
  }),
  monster('five megabytes of HTML', html('<p>Words</p>'.repeat(420_000)), { isLong: true, isCut: true }),
  monster('fifty thousand attributes', html(`<p ${many(50_000, (n) => `a${n}=1 `)}>Text</p>`), {
    isLong: true,
    isCut: true,
  }),
  monster('a hundred thousand rules', html(`<style>${many(100_000, (n) => `.c${n}{color:red}`)}</style>`), {
    isLong: true,
    isCut: true,
  }),
  monster('fifty thousand unclosed tags', html('<div>'.repeat(50_000)), { isLong: true, isCut: true }),
  monster('twenty thousand quote levels', `\r\n${plainWords}\r\n${'>'.repeat(20_000)} deep\r\n`),
  monster('twenty thousand quotes within quotes', html(`${'<blockquote>'.repeat(20_000)}deep`), {
    isLong: true,
    isCut: true,
  }),
  monster(
    'a thousand parts',
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${plainWords}\r\n${'--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n'.repeat(1_500)}--b--`,
    { isCut: true },
  ),
  monster(
    'a thousand parts within parts',
    `${nested(0)}${plainWords}\r\n${many(999, (n) => `--b${n}\r\n${nested(n + 1)}`)}`,
    { isCut: true },
  ),
  monster(
    'a picture cut off in the middle',
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${plainWords}\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoAAAANSUhEU`,
  ),
  monster(
    'headers of three hundred kilobytes',
    `${many(6_000, (n) => `X-${n}: ${'a'.repeat(45)}\r\n`)}\r\n${plainWords}`,
  ),
]
