import { type Locator } from 'playwright-core'
import { ComposeScreen } from './compose-screen.ts'

/** Writing with formatting: the toolbar and what it asks for. */
export class EditorScreen extends ComposeScreen {
  /** Turns formatting on and off. */
  get formatting(): Locator {
    return this.page.getByRole('button', { name: this.words('editor.switch.rich'), exact: true })
  }

  get toolbar(): Locator {
    return this.page.getByRole('toolbar', { name: this.words('editor.toolbar') })
  }

  tool(key: string): Locator {
    return this.toolbar.getByRole('button', { name: this.words(`editor.${key}`), exact: true })
  }

  dialog(key: string): Locator {
    return this.page.getByRole('dialog', { name: this.words(key) })
  }

  /** The question before sending. */
  get check(): Locator {
    return this.page.getByRole('dialog', { name: this.words.like('sending-check.title') })
  }

  /** Puts HTML in as if it came from the clipboard. */
  async paste(html: string): Promise<void> {
    await this.text.evaluate((field, copied) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', copied)
      clipboardData.setData('text/plain', 'not this')
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, html)
  }

  /** Once the editor has had its say about where the cursor is. */
  isCursorAtStart(): Promise<boolean> {
    return this.text.evaluate(async (field) => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const place = getSelection()
      return place?.anchorOffset === 0 && field.firstElementChild?.contains(place.anchorNode) === true
    })
  }
}
