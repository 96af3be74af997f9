import { type FrameLocator, type Locator, type Page } from 'playwright-core'
import { type Words, wordsOf } from '../words.ts'

/** One open message. Parts are found by role and name only. */
export class MessageScreen {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words = wordsOf('en')) {
    this.page = page
    this.words = words
  }

  article(subject: string): Locator {
    return this.page.getByRole('article', { name: subject, exact: true })
  }

  heading(subject: string): Locator {
    return this.page.getByRole('heading', { name: subject, exact: true })
  }

  get tools(): Locator {
    return this.page.getByRole('toolbar', { name: this.words('reading.actions') })
  }

  /** A button of the toolbar by the key of its name: "archive". */
  tool(key: string): Locator {
    return this.tools.getByRole('button', { name: this.words(`actions.${key}`), exact: true })
  }

  /** The frame with formatted text. */
  get frame(): FrameLocator {
    return this.page.frameLocator('article iframe')
  }

  /** Opens and closes the part with all addresses and what else can be done with the message as a whole. */
  get details(): Locator {
    return this.tools.getByRole('button', { name: this.words('reading.details'), exact: true })
  }

  get showSource(): Locator {
    return this.page.getByRole('button', { name: this.words('reading.showSource'), exact: true })
  }

  /** The field in which the source stands. */
  get source(): Locator {
    return this.page.getByRole('dialog', { name: this.words('reading-more.source.title') }).getByRole('textbox')
  }

  get saveInSource(): Locator {
    return this.page.getByRole('dialog').getByRole('link', { name: this.words('reading.saveMessage'), exact: true })
  }

  /** The button that shows a file in place. */
  preview(name: string): Locator {
    const exact = this.words.like('reading-files.preview.open')
    return this.page.getByRole('article').getByRole('button', { name: exact }).filter({ hasText: name })
  }

  attachment(name: string): Locator {
    return this.page.getByRole('article').getByRole('link', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) })
  }

  /** Whether the subject has the focus, as it must after opening (accessibility.md R8). */
  async isReached(subject: string): Promise<void> {
    await this.article(subject).waitFor()
    await this.heading(subject).and(this.page.locator(':focus')).waitFor()
  }
}
