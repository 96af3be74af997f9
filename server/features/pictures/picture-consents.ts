import { randomUUID } from 'node:crypto'
import type { Message } from '#contract/messages.ts'
import { type PictureConsent, pictureConsent } from '#contract/picture-consent.ts'
import type { FullMessage } from '#server/mail/mail-account.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import type { Sealer } from '#server/storage/sealing.ts'

const mostMessages = 200
const mostSenders = 200

/** For what each person allowed pictures from other sites. Kept sealed, the latest first. */
export class PictureConsents {
  readonly #notes: PersonNotes
  readonly #sealer: Sealer
  readonly #isVerified: (message: FullMessage) => boolean

  /** `isVerified`: whether a message is proved to come from whom it names, so that what holds for that sender holds for it. */
  constructor(notes: PersonNotes, sealer: Sealer, isVerified: (message: FullMessage) => boolean = () => true) {
    this.#notes = notes
    this.#sealer = sealer
    this.#isVerified = isVerified
  }

  async list(account: string): Promise<PictureConsent[]> {
    return read(await this.#notes.read(account, 'picture-consents'))
  }

  /** What the contract says of a message's pictures. */
  async of(account: string, message: FullMessage): Promise<Pick<Message, 'pictureMark' | 'pictureConsent'>> {
    const pictureMark = this.#markOf(message)
    const wanted = [`message ${pictureMark}`, ...(this.#isVerified(message) ? senderKeys(message) : [])]
    const all = await this.list(account)
    const found = wanted.flatMap((key) => all.find((consent) => keyOf(consent) === key) ?? [])
    return { pictureMark, pictureConsent: found[0] ?? null }
  }

  /** Throws Problem `not-allowed` beyond 200 senders and domains; of messages the oldest gives way. */
  allow(account: string, asked: Omit<PictureConsent, 'id'>): Promise<PictureConsent> {
    const consent = { ...asked, value: asked.kind === 'message' ? asked.value : asked.value.toLowerCase() }
    return this.#change(account, (before) => {
      const known = before.find((each) => keyOf(each) === keyOf(consent))
      if (known) return { made: known, after: before }
      const made = { id: randomUUID(), ...consent }
      const messages = before.filter(({ kind }) => kind === 'message')
      if (made.kind !== 'message' && before.length - messages.length >= mostSenders) throw new Problem('not-allowed')
      const oldest = made.kind === 'message' && messages.length >= mostMessages ? messages.at(-1) : undefined
      return { made, after: [made, ...before.filter((each) => each !== oldest)] }
    })
  }

  revoke(account: string, id: string): Promise<null> {
    return this.#change(account, (before) => ({ made: null, after: before.filter((each) => each.id !== id) }))
  }

  /** The same in every folder, and another for a message that only pretends to be this one by its Message-ID. */
  #markOf({ messageId, from, sentAtMs, sizeBytes }: FullMessage): string {
    const parts = [messageId, from.map(({ address }) => address), sentAtMs, sizeBytes]
    return this.#sealer.fingerprint(`pictures:${JSON.stringify(parts)}`)
  }

  #change<T>(account: string, work: (before: PictureConsent[]) => { made: T; after: PictureConsent[] }): Promise<T> {
    return this.#notes.change(account, 'picture-consents', (text) => {
      const { made, after } = work(read(text))
      return { made, text: JSON.stringify(after) }
    })
  }
}

const keyOf = ({ kind, value }: Pick<PictureConsent, 'kind' | 'value'>) => `${kind} ${value}`

/** A message of several senders, or of none, is nobody's in particular. */
function senderKeys({ from }: FullMessage): string[] {
  const address = from.length === 1 ? (from[0]?.address.trim().normalize('NFC').toLowerCase() ?? '') : ''
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return address.includes('@')
    ? [keyOf({ kind: 'sender', value: address }), keyOf({ kind: 'domain', value: domain })]
    : []
}

/** Written by this server alone; a later or earlier version of it may have written otherwise, which is left out. */
function read(text: string | null): PictureConsent[] {
  const found: unknown = text === null ? [] : JSON.parse(text)
  return Array.isArray(found) ? found.flatMap((each) => pictureConsent.safeParse(each).data ?? []) : []
}
