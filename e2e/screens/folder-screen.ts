import { type Locator, type Page } from 'playwright-core'
import { type Hands } from '../hands.ts'
import { type MailScreen } from './mail-screen.ts'

/** What is done with folders: their menu and its dialogs. Parts are found by role and name only. */
export class FolderScreen {
  readonly page: Page
  readonly #mail: MailScreen

  constructor(mail: MailScreen) {
    this.page = mail.page
    this.#mail = mail
  }

  /** The button of the menu of the own mailbox; its name says which folder it is about. */
  get button(): Locator {
    return this.page.getByRole('button', { name: this.#mail.words.like('folder-tree.actions') }).first()
  }

  get favourites(): Locator {
    return this.page.getByRole('tree', { name: this.#mail.words('folder-tree.favourites') })
  }

  favourite(name: string): Locator {
    return this.favourites.getByRole('treeitem', { name: new RegExp(`^${name}(,|$)`) })
  }

  item(key: string): Locator {
    return this.page.getByRole('menuitem', { name: this.#mail.words(`folder-tree.${key}`) })
  }

  /** The entry that leads to the hidden folders; there while there are any. */
  get hiddenItem(): Locator {
    return this.page.getByRole('menuitem', { name: this.#mail.words.like('folders.hiddenCount') })
  }

  showAgain(name: string): Locator {
    return this.page
      .getByRole('dialog', { name: this.#mail.words('folders.hiddenTitle') })
      .getByRole('button', { name: `${this.#mail.words('folders.showAgain')} ${name}`, exact: true })
  }

  get name(): Locator {
    return this.page.getByRole('textbox', { name: this.#mail.words('folders.name') })
  }

  get place(): Locator {
    return this.page.getByRole('combobox', { name: this.#mail.words('folders.inside') })
  }

  /** A button of the dialog that is open. */
  answer(key: string): Locator {
    const name = this.#mail.words(key === 'delete' ? 'folder-tree.delete' : `folders.${key}`)
    return this.page
      .getByRole('dialog')
      .or(this.page.getByRole('alertdialog'))
      .getByRole('button', { name, exact: true })
  }

  /** Chooses in the menu of a folder: by Shift+F10 on its line, or by the right button of the mouse. */
  async choose(hands: Hands, folder: string, item: string): Promise<void> {
    await this.chooseAt(hands, this.#mail.folder(folder), item)
  }

  async chooseAt(hands: Hands, line: Locator, item: string): Promise<void> {
    if (hands.kind === 'mouse') await line.click({ button: 'right' })
    else {
      await hands.reach(line)
      await this.page.keyboard.press('Shift+F10')
    }
    await hands.press(this.item(item))
  }
}
