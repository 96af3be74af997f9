import { ManageSieveError } from './manage-sieve-error.ts'

/** A word of a command: an atom as it is, or text and bytes as a string. */
export type Sent = { atom: string } | string | Buffer | number

/** RFC 5804, 4: a quoted string holds at most 1,024 octets; far shorter ones only are quoted here. */
const quotable = /^[\x20\x21\x23-\x5b\x5d-\x7e]{0,200}$/
const longestNameBytes = 512

/** A whole command as the bytes that travel, its literals without waiting (`{5+}`), so that it goes out in one piece. */
export function request(command: string, words: readonly Sent[] = []): Buffer {
  const pieces = words.flatMap((word) => [Buffer.from(' '), bytesOf(word)])
  return Buffer.concat([Buffer.from(command), ...pieces, Buffer.from('\r\n')])
}

function bytesOf(word: Sent): Buffer {
  if (typeof word === 'number') return Buffer.from(String(word))
  if (typeof word === 'string' && quotable.test(word)) return Buffer.from(`"${word}"`)
  if (typeof word === 'string' || Buffer.isBuffer(word)) return literal(Buffer.from(word as string))
  return Buffer.from(word.atom)
}

export function literal(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`{${bytes.length}+}\r\n`), bytes])
}

/**
 * The name of a script, if it can be one (RFC 5804, 1.6).
 *
 * @throws ManageSieveError `unsendable`
 */
export function scriptName(name: string): string {
  const isGood =
    name !== '' &&
    name.isWellFormed() &&
    !/[\p{Cc}\u2028\u2029]/u.test(name) &&
    Buffer.byteLength(name) <= longestNameBytes
  if (!isGood) throw new ManageSieveError('unsendable')
  return name
}

/**
 * A script as the bytes that are stored.
 *
 * @throws ManageSieveError `unsendable` for halves of surrogate pairs, which would be stored as something else
 */
export function scriptBytes(script: string | Buffer): Buffer {
  if (typeof script !== 'string') return script
  if (!script.isWellFormed()) throw new ManageSieveError('unsendable')
  return Buffer.from(script)
}
