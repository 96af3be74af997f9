import { type Locator, type Page } from 'playwright-core'
import { type Words, wordsOf } from '../words.ts'

/** An open conversation: one article per message. Parts are found by role and name only. */
export class ConversationScreen {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words = wordsOf('en')) {
    this.page = page
    this.words = words
  }

  heading(subject: string): Locator {
    return this.page.getByRole('heading', { name: subject, exact: true, level: 2 })
  }

  get articles(): Locator {
    return this.page.getByRole('article')
  }

  /** The button that folds and unfolds the message of a person: "Nora Fields, today 09:14". */
  message(person: string): Locator {
    return this.articles.getByRole('heading', { level: 3 }).getByRole('button', { name: new RegExp(`^${person}, `) })
  }

  get tools(): Locator {
    return this.page.getByRole('toolbar', { name: this.words('reading-more.conversation.actions') })
  }

  /** A button for the whole conversation by the key of its name: "delete". */
  tool(key: string): Locator {
    return this.tools.getByRole('button', { name: this.words(`actions.${key}`), exact: true })
  }
}
