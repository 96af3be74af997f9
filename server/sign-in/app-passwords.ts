import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import type { Sealer } from '#server/storage/sealing.ts'

/** A password for one program, as its person sees it. */
export interface AppPassword {
  id: string
  name: string
  /** Days as in ISO 8601; `usedOn` null until it is used. */
  madeOn: string
  usedOn: string | null
}

/** Days only, and no password: what is kept is shown to its person, and told to nobody what for. */
interface Kept extends Omit<AppPassword, 'id'> {
  secretHash: string
}

const kind = 'app-passwords'
const mostAppPasswords = 20
/** Letters and digits that are not taken for one another (Crockford's Base32): 25 of them are 125 bits. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const [groups, groupLength] = [5, 5]

/**
 * Passwords that the server makes for programs that cannot sign in as people do. A fast keyed hash is kept of each: there is nothing to guess in 125
 * random bits, and every request of a program is checked by it.
 */
export class AppPasswords {
  readonly #notes: PersonNotes
  readonly #sealer: Sealer
  readonly #now: () => number

  constructor(notes: PersonNotes, sealer: Sealer, now: () => number = Date.now) {
    this.#notes = notes
    this.#sealer = sealer
    this.#now = now
  }

  /** The oldest first. */
  async list(user: string): Promise<AppPassword[]> {
    return parse(await this.#notes.read(user, kind)).map((kept) => {
      const { name, madeOn, usedOn } = kept
      return { id: idOf(kept), name, madeOn, usedOn }
    })
  }

  /** Gives the password, which is not known any more afterwards. @throws Problem `invalid-request` naming `name` where there are as many as there may be */
  make(user: string, name: string): Promise<string> {
    const password = newPassword()
    const fresh: Kept = { name, madeOn: this.#today(), usedOn: null, secretHash: this.#hash(user, password) }
    return this.#notes.change(user, kind, (text) => {
      const all = parse(text)
      if (all.length >= mostAppPasswords) {
        throw new Problem('invalid-request', { fields: [{ field: 'name', code: 'too-many' }] })
      }
      return { text: JSON.stringify([...all, fresh]), made: password }
    })
  }

  /** Whether it was there. */
  end(user: string, id: string): Promise<boolean> {
    return this.#notes.change(user, kind, (text) => {
      const all = parse(text)
      const left = all.filter((kept) => idOf(kept) !== id)
      return { text: JSON.stringify(left), made: left.length < all.length }
    })
  }

  /** Whether this is one of them, however it is written. The day is noted. */
  async takes(user: string, typed: string): Promise<boolean> {
    const password = plain(typed)
    if (password.length !== groups * groupLength) return false
    const hash = this.#hash(user, password)
    const isIt = ({ secretHash }: Kept) => timingSafeEqual(Buffer.from(secretHash), Buffer.from(hash))
    const found = parse(await this.#notes.read(user, kind)).find(isIt)
    if (!found) return false
    const usedOn = this.#today()
    if (found.usedOn !== usedOn) {
      await this.#notes.change(user, kind, (text) => {
        const all = parse(text).map((kept) => (isIt(kept) ? { ...kept, usedOn } : kept))
        return { text: JSON.stringify(all), made: undefined }
      })
    }
    return true
  }

  #today(): string {
    return new Date(this.#now()).toISOString().slice(0, 10)
  }

  #hash(user: string, password: string): string {
    return this.#sealer.fingerprint(`app-password:${user.toLowerCase()}:${plain(password)}`)
  }
}

const parse = (text: string | null): Kept[] => (text === null ? [] : (JSON.parse(text) as Kept[]))
const idOf = ({ secretHash }: Kept): string => secretHash.slice(0, 16)

function newPassword(): string {
  const signs = Array.from(randomBytes(groups * groupLength), (byte) => letters.charAt(byte % letters.length)).join('')
  return signs.match(/.{5}/g)?.join('-') ?? ''
}

/** As it was meant: without what stands between the groups, and with the digits that letters look like. */
const plain = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
