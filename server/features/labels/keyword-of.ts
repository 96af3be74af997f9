import { createHash } from 'node:crypto'
import { isLabel, isSameKeyword } from '#server/mail/flags.ts'

/** Servers may take no longer ones (Dovecot: 50). */
const longest = 40

/**
 * The IMAP keyword for a label of this name that is none of `taken`. Built as Thunderbird builds its own — lower case, `_` for
 * spaces and for what an atom may not hold — so that a label made there and one made here under the same name are one.
 * Accents go; a name without any ASCII letter or digit gets a keyword made of its hash.
 */
export function keywordOf(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9!#&'+,\-./:;<=>?@^`|}~$]+/g, '_')
    .replace(/^[_$]+|(?<!_)_+$/g, '')
    .slice(0, longest)
  const isTelling = /[a-z0-9]/.test(plain) && isLabel(plain)
  const base = isTelling ? plain : `label_${createHash('sha256').update(name).digest('hex').slice(0, 10)}`
  for (let count = 1; ; count += 1) {
    const keyword = count === 1 ? base : `${base}_${count}`
    if (!taken.some((other) => isSameKeyword(other, keyword))) return keyword
  }
}
