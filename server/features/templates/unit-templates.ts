import type { TemplateUnit } from '#contract/templates.ts'
import type { FolderDescription, MailAccount } from '#server/mail/mail-account.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { TemplateBook } from './template-book.ts'

/** Who may put messages in, change and delete them there, may change what everybody uses (RFC 4314, 2.1). */
const rightsToChange = ['i', 'w', 't', 'e']
const rightToRead = 'r'

/** Templates of the mailboxes that a person shares with others. The mail server says who may read and change them, each time. */
export class UnitTemplates {
  readonly #notes: PersonNotes
  readonly #ownerNames: OwnerNames
  readonly #mail: MailAccount

  constructor(notes: PersonNotes, ownerNames: OwnerNames, mail: MailAccount) {
    this.#notes = notes
    this.#ownerNames = ownerNames
    this.#mail = mail
  }

  async list(): Promise<TemplateUnit[]> {
    const inboxes = await this.#inboxes()
    const names = await this.#ownerNames.of(inboxes.map(({ owner }) => owner))
    const units = await Promise.all(
      inboxes.map(async ({ owner, path }) => {
        const rights = await this.#mail.notes.rightsIn(path).catch(() => '')
        if (!rights.includes(rightToRead)) return []
        const items = await this.#bookOf(owner).list()
        return [{ unit: owner, name: names.get(owner)?.name ?? owner, mayChange: mayChange(rights), items }]
      }),
    )
    return units.flat()
  }

  /** The book of a mailbox, for whoever may change it. Throws Problem `not-allowed`. */
  async toChange(unit: string): Promise<TemplateBook> {
    const inbox = (await this.#inboxes()).find(({ owner }) => owner === unit)
    if (!inbox || !mayChange(await this.#mail.notes.rightsIn(inbox.path))) throw new Problem('not-allowed')
    return this.#bookOf(unit)
  }

  /** Beside what its owner keeps for themselves. */
  #bookOf(owner: string): TemplateBook {
    return new TemplateBook(this.#notes, `unit:${owner}`)
  }

  async #inboxes(): Promise<(FolderDescription & { owner: string })[]> {
    const folders = await this.#mail.folders()
    return folders.flatMap((folder) =>
      folder.owner !== null && folder.role === 'inbox' ? { ...folder, owner: folder.owner } : [],
    )
  }
}

const mayChange = (rights: string) => rightsToChange.every((right) => rights.includes(right))
