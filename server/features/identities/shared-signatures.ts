import * as z from 'zod/mini'
import { identity, type Identity } from '#contract/identities.ts'
import type { Delegation } from '#server/mail/directory-port.ts'
import type { FolderDescription, MailAccount } from '#server/mail/mail-account.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const shared = z.pick(identity, { signature: true, signatureDocument: true, place: true })
type Signature = z.infer<typeof shared>

/** Who may put messages in, change and delete them there, may change what everybody uses (RFC 4314, 2.1). */
const mayChange = (rights: string) => ['i', 'w', 't', 'e'].every((right) => rights.includes(right))

/** Signatures of mailboxes, the same for everybody who writes from one. Kept sealed, beside what its owner keeps for themselves. */
export class SharedSignatures {
  readonly #notes: PersonNotes
  readonly #mail: MailAccount

  constructor(notes: PersonNotes, mail: MailAccount) {
    this.#notes = notes
    this.#mail = mail
  }

  async of({ userName }: Delegation): Promise<Signature | null> {
    const text = await this.#notes.read(accountOf(userName), 'signature')
    return shared.safeParse(text === null ? null : JSON.parse(text)).data ?? null
  }

  /** As far as the mail server says without being asked; it is asked when something is changed. */
  async mayShare({ userName }: Delegation): Promise<boolean> {
    const inbox = await this.#inboxOf(userName).catch(() => undefined)
    return mayChange(inbox?.rights ?? '')
  }

  /** Null takes it from everybody. Throws Problem `not-allowed`. */
  async set({ userName }: Delegation, signature: Signature | null): Promise<void> {
    const inbox = await this.#inboxOf(userName)
    if (!inbox || !mayChange(await this.#mail.notes.rightsIn(inbox.path))) throw new Problem('not-allowed')
    await this.#notes.write(accountOf(userName), 'signature', JSON.stringify(signature))
  }

  async #inboxOf(owner: string): Promise<FolderDescription | undefined> {
    const folders = await this.#mail.recentFolders()
    return folders.find((folder) => folder.owner === owner && folder.role === 'inbox')
  }
}

const accountOf = (owner: string) => `unit:${owner}`

export const signatureOf = ({ signature, signatureDocument, place }: Identity): Signature => ({
  ...{ signature, signatureDocument, place },
})

export const withoutSignature = (own: Identity): Identity => ({
  ...own,
  ...{ signature: '', signatureDocument: null, place: 'above' },
})

export const isSameSignature = (one: Signature, other: Signature): boolean =>
  one.signature === other.signature &&
  one.place === other.place &&
  JSON.stringify(one.signatureDocument) === JSON.stringify(other.signatureDocument)
