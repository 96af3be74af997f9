import { type Locator, type Page } from 'playwright-core'
import { type Words, wordsOf } from '../words.ts'

/** The search box, what helps to fill it, and the results. Parts are found by role and name only. */
export class SearchScreen {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words = wordsOf('en')) {
    this.page = page
    this.words = words
  }

  get box(): Locator {
    return this.page.getByRole('combobox', { name: this.words('search-box.label'), exact: true })
  }

  get suggestions(): Locator {
    return this.page.getByRole('listbox', { name: this.words('search.suggestions') })
  }

  get optionsButton(): Locator {
    return this.page.getByRole('button', { name: this.words('search-box.options'), exact: true })
  }

  get options(): Locator {
    return this.page.getByRole('form', { name: this.words('search-box.options') })
  }

  /** A field of the search options by the key of its name: "from". */
  option(key: string): Locator {
    return this.options.getByLabel(this.words(`search.field.${key}`), { exact: true })
  }

  get submit(): Locator {
    return this.options.getByRole('button', { name: this.words('search-box.submit'), exact: true })
  }

  heading(text: string): Locator {
    return this.page.getByRole('heading', { name: this.words.with('search-box.heading', { text }), exact: true })
  }

  /** The number of results, once it is certain. */
  get count(): Locator {
    return this.page.getByText(this.words.like('search.results'))
  }

  get nothing(): Locator {
    return this.page.getByText(this.words('search.nothing'), { exact: true })
  }

  /** The button that keeps the search on the screen. */
  get save(): Locator {
    return this.page.getByRole('button', { name: this.words('saved-searches.save'), exact: true })
  }

  get savedName(): Locator {
    return this.page.getByRole('dialog').getByLabel(this.words('saved-searches.name'), { exact: true })
  }

  /** A search kept below the folders. */
  saved(name: string): Locator {
    return this.page.getByRole('tree', { name: this.words('saved-searches.heading') }).getByRole('treeitem', { name })
  }

  savedItem(id: 'rename' | 'remove'): Locator {
    return this.page.getByRole('menuitem', { name: this.words(`saved-searches.${id}`), exact: true })
  }

  get back(): Locator {
    return this.page.getByRole('button', { name: this.words.like('search.backTo') })
  }
}
