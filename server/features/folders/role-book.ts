import * as z from 'zod/mini'
import { choosableRole, type ChoosableRole } from '#contract/folder-roles.ts'
import type { ChosenRoles } from '#server/mail/chosen-roles.ts'
import type { FolderPath } from '#server/mail/mail-account.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const chosenRoles = z.partialRecord(choosableRole, z.string())

/** Which folders one person chose for which purposes. */
export class RoleBook {
  readonly #notes: PersonNotes
  readonly #account: string

  constructor(notes: PersonNotes, account: string) {
    this.#notes = notes
    this.#account = account
  }

  async read(): Promise<ChosenRoles> {
    return parse(await this.#notes.read(this.#account, 'folder-roles'))
  }

  /** Null leaves it to the mail server again. */
  choose(role: ChoosableRole, path: FolderPath | null): Promise<null> {
    return this.#notes.change(this.#account, 'folder-roles', (text) => {
      const { [role]: _, ...others } = parse(text)
      return { made: null, text: JSON.stringify(path === null ? others : { ...others, [role]: path }) }
    })
  }
}

function parse(text: string | null): ChosenRoles {
  const found: unknown = text === null ? {} : JSON.parse(text)
  return chosenRoles.safeParse(found).data ?? {}
}
