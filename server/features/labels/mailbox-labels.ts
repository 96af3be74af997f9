import type { Label } from '#contract/labels.ts'
import type { FolderDescription, FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { allLabels, readBook, writeBook, type LabelBook } from './label-book.ts'

/** A mailbox as far as labels are concerned. */
export interface Mailbox {
  /** Stands for it: its inbox, or else the first of its folders. */
  path: FolderPath
  hasInbox: boolean
  owner: string | null
  /** Whether the person may put marks on messages there, as far as the server says (`w` of RFC 4314). */
  mayMark: boolean
}

const noteName = 'labels'

/** Every mailbox the person sees, their own first. */
export function mailboxesAmong(folders: readonly FolderDescription[]): Mailbox[] {
  const byOwner = Map.groupBy(folders, ({ owner }) => owner)
  return [...byOwner].flatMap(([owner, some]) => {
    const inbox = some.find(({ role, holdsMessages }) => role === 'inbox' && holdsMessages)
    const first = inbox ?? some.find(({ holdsMessages }) => holdsMessages)
    const mayMark = first?.rights === undefined || first.rights.includes('w')
    return first ? [{ path: first.path, hasInbox: inbox !== undefined, owner, mayMark }] : []
  })
}

/** Throws Problem `folder-gone`. */
export async function mailboxAt(mail: MailAccount, path: FolderPath): Promise<Mailbox> {
  const found = mailboxesAmong(await mail.recentFolders()).find((mailbox) => mailbox.path === path)
  if (!found) throw new Problem('folder-gone')
  return found
}

/**
 * The labels of the mailboxes one person sees: noted at the mail server where it keeps notes, so that whoever opens the mailbox
 * has the same; else in our database, for the person's own mailbox alone.
 */
export class MailboxLabels {
  readonly #mail: MailAccount
  readonly #user: string
  readonly #ownNotes: PersonNotes

  constructor(mail: MailAccount, user: string, ownNotes: PersonNotes) {
    this.#mail = mail
    this.#user = user
    this.#ownNotes = ownNotes
  }

  async list(mailbox: Mailbox): Promise<Label[]> {
    return allLabels(await this.#read(mailbox), await this.#mail.labelsIn(mailbox.path))
  }

  async mayChange({ owner, hasInbox, mayMark }: Mailbox): Promise<boolean> {
    return owner === null || (hasInbox && mayMark && (await this.#mail.notes.areKept()))
  }

  /**
   * Changes the book and gives back what `work` says was made of it. Read just before, since others may have written it; two
   * programs within the same moment could still overtake each other (IMAP has no way to say "if it is as I know it").
   *
   * @throws Problem `not-allowed`, and what `work` throws
   */
  async change<T>(mailbox: Mailbox, work: (book: LabelBook, seen: readonly string[]) => { book: LabelBook; made: T }) {
    if (!(await this.mayChange(mailbox))) throw new Problem('not-allowed')
    const { book, made } = work(await this.#read(mailbox), await this.#mail.labelsIn(mailbox.path))
    const text = writeBook(book)
    if (await this.#mail.notes.areKept()) await this.#mail.notes.write(mailbox.path, noteName, text)
    else await this.#ownNotes.write(this.#user, noteName, text)
    return made
  }

  async #read({ path, owner, hasInbox }: Mailbox): Promise<LabelBook> {
    if (await this.#mail.notes.areKept()) return readBook(hasInbox ? await this.#mail.notes.read(path, noteName) : null)
    return readBook(owner === null ? await this.#ownNotes.read(this.#user, noteName) : null)
  }
}
