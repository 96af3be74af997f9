import * as z from 'zod/mini'
import type { Message } from '#contract/messages.ts'
import { type MessageView } from '#contract/view-choice.ts'
import { type ViewChoice, viewChoice } from '#contract/view-choices.ts'
import type { FullMessage } from '#server/mail/mail-account.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const mostSenders = 500

/** How each person reads whose messages. Kept sealed, the latest first. */
export class ViewBook {
  readonly #notes: PersonNotes

  constructor(notes: PersonNotes) {
    this.#notes = notes
  }

  async list(account: string): Promise<ViewChoice[]> {
    return parse(await this.#notes.read(account, 'view-choices'))
  }

  choose(account: string, sender: string, view: MessageView): Promise<null> {
    return this.#change(account, (others) => [{ sender, view }, ...others].slice(0, mostSenders), sender)
  }

  forget(account: string, sender: string): Promise<null> {
    return this.#change(account, (others) => others, sender)
  }

  /** What the contract says of a message's view. A message of several senders, or of none, is nobody's in particular. */
  async of(account: string, { from }: Pick<FullMessage, 'from'>): Promise<Pick<Message, 'chosenView'>> {
    const sender = from.length === 1 ? (from[0]?.address.trim().normalize('NFC').toLowerCase() ?? '') : ''
    const found = (await this.list(account)).find((choice) => choice.sender === sender)
    return { chosenView: found?.view ?? null }
  }

  #change(account: string, work: (others: ViewChoice[]) => ViewChoice[], sender: string): Promise<null> {
    return this.#notes.change(account, 'view-choices', (text) => {
      const others = parse(text).filter((choice) => choice.sender !== sender)
      return { made: null, text: JSON.stringify(work(others)) }
    })
  }
}

function parse(text: string | null): ViewChoice[] {
  return z.array(viewChoice).safeParse(text === null ? [] : JSON.parse(text)).data ?? []
}
