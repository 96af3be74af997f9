import { type Locator, type Page } from 'playwright-core'
import { type Words, wordsOf } from '../words.ts'

/** The folders, one folder's list, and what is done to messages. Parts are found by role and name only. */
export class MailScreen {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words = wordsOf('en')) {
    this.page = page
    this.words = words
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: this.words('message-list.label'), exact: true })
  }

  /** The row of the message with this subject: "Unread, Ann Lee, Budget review, today 09:14". */
  /** One that has gone stays for a tenth of a second after the focus has left it, beside one that may have come for it. */
  row(subject: string): Locator {
    const named = this.list.getByRole('option', { name: new RegExp(`(^|, )${escaped(subject)}(,|$)`) })
    return named.and(this.page.locator(':not(.leaving)'))
  }

  get rows(): Locator {
    return this.list.getByRole('option')
  }

  get folders(): Locator {
    return this.page.getByRole('tree', { name: this.words('folder-tree.mine') })
  }

  /** A folder of the person's own mailbox by its name, whatever number of unread messages follows it. */
  folder(name: string): Locator {
    return this.folders.getByRole('treeitem', { name: new RegExp(`^${escaped(name)}(,|$)`) })
  }

  get newMessage(): Locator {
    return this.page.getByRole('button', { name: this.words('folder-tree.newMessage'), exact: true }).first()
  }

  /** The button that names the order of the list and opens the menu of orders. */
  get order(): Locator {
    return this.page.getByRole('button', { name: this.words.like('message-list.sortedBy') })
  }

  /** One order in the open menu, by the key of its name: "from". */
  /** In the menu of orders: conversations in all folders. */
  get everywhere(): Locator {
    return this.page.getByRole('menuitemcheckbox', { name: this.words('list-orders.everywhere'), exact: true })
  }

  orderNamed(order: string): Locator {
    return this.page.getByRole('menuitemradio', { name: this.words(`list-orders.order.${order}`), exact: true })
  }

  /** The bar for what is selected. */
  get selectionTools(): Locator {
    return this.page.getByRole('toolbar', { name: this.words('selection.toolbar') })
  }

  get undo(): Locator {
    return this.page.getByRole('button', { name: this.words('ui.undo'), exact: true })
  }

  /** New mail that waits because the person is reading the list. */
  get waiting(): Locator {
    return this.page.getByRole('button', { name: this.words.like('message-list.newWaiting') })
  }

  get moveDialog(): Locator {
    return this.page.getByRole('dialog', { name: this.words.like('outcomes.moveTitle') })
  }

  get palette(): Locator {
    return this.page.getByRole('dialog', { name: this.words('palette.title') })
  }

  /** Where the folder of a choice list is typed. */
  get choice(): Locator {
    return this.page.getByRole('dialog').getByRole('combobox')
  }

  async isShown(): Promise<void> {
    await this.rows.first().waitFor()
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
