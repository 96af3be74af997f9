import { type Locator, type Page } from 'playwright-core'
import { type Words, wordsOf } from '../words.ts'

/** Where a message is written. Parts are found by role and name only. */
export class ComposeScreen {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words = wordsOf('en')) {
    this.page = page
    this.words = words
  }

  /** The heading of a new message, an answer or a forwarded message. */
  heading(key: 'newMessage' | 'replyTo' | 'forwardOf'): Locator {
    const name = key === 'newMessage' ? this.words('compose.newMessage') : this.words.like(`compose.${key}`)
    return this.page.getByRole('heading', { name })
  }

  field(name: 'to' | 'cc' | 'bcc'): Locator {
    return this.page.getByRole('combobox', { name: this.words(`compose.field.${name}`), exact: true })
  }

  get subject(): Locator {
    return this.page.getByRole('textbox', { name: this.words('compose.field.subject'), exact: true })
  }

  get text(): Locator {
    return this.page.getByRole('textbox', { name: this.words('compose.field.text'), exact: true })
  }

  get send(): Locator {
    return this.page.getByRole('button', { name: this.words('compose.send'), exact: true })
  }

  get attach(): Locator {
    return this.page.getByRole('button', { name: this.words('files.attach'), exact: true })
  }

  get close(): Locator {
    return this.page.getByRole('button', { name: this.words('compose.close'), exact: true })
  }

  get discard(): Locator {
    return this.page.getByRole('button', { name: this.words('compose.discard'), exact: true })
  }

  get copies(): Locator {
    return this.page.getByRole('button', { name: this.words('compose.copies'), exact: true })
  }

  /** The chips of a field, spoken with their number: "To, 2 entries". */
  recipients(field: 'to' | 'cc' | 'bcc'): Locator {
    const label = this.words(`compose.field.${field}`)
    return this.page.getByRole('listbox', { name: new RegExp(`^${label}, `) }).getByRole('option')
  }

  /** Someone the directory offers while a name is typed. */
  suggestion(name: string): Locator {
    const list = this.page.getByRole('listbox', { name: this.words.like('ui.suggestions') })
    return list.getByRole('option', { name: new RegExp(`^${name}`) })
  }

  attachment(name: string): Locator {
    return this.page.getByRole('button', { name: this.words.with('files.leaveOut', { name }), exact: true })
  }
}
