import { type Draft, isUntouched } from '#client/mail/draft.ts'
import { losesFormat } from '#client/mail/editor/lost-format.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type Wish } from '#contract/contact-wishes.ts'

/** How those who get a message like to be written to: the names of those who do. */
export interface Wishes {
  plainText: readonly string[]
  accessible: readonly string[]
}

export const noWishes: Wishes = { plainText: [], accessible: [] }

export function wishesFrom(found: readonly Wish[]): Wishes {
  const namesOf = (some: readonly Wish[]) => [...new Set(some.map(({ name, address }) => plainLine(name) || address))]
  return {
    plainText: namesOf(found.filter(({ prefersPlainText }) => prefersPlainText)),
    accessible: namesOf(found.filter(({ needsAccessible }) => needsAccessible)),
  }
}

/** Nothing of the person's own is in it, and nothing is lost: it can be plain text without asking. */
export function canBeginPlain(draft: Draft): boolean {
  const { document } = draft
  return document !== null && !draft.formatsAnyway && isUntouched(draft) && !document.content.some(losesFormat)
}
