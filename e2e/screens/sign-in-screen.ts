import { type Locator, type Page } from 'playwright-core'
import { type Hands } from '../hands.ts'
import { type Words, wordsOf } from '../words.ts'

/** Where a person says who they are. Parts are found by role and name only, as a reader announces them. */
export class SignInScreen {
  readonly page: Page
  readonly words: Words

  constructor(page: Page, words: Words = wordsOf('en')) {
    this.page = page
    this.words = words
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.words.like('sign-in.titleTo') })
  }

  get name(): Locator {
    return this.page.getByRole('textbox', { name: startsWith(this.words('sign-in.name')) })
  }

  /** A password field has no role of its own, so its label finds it. */
  get password(): Locator {
    return this.page.getByLabel(startsWith(this.words('sign-in.password')))
  }

  get submit(): Locator {
    return this.page.getByRole('button', { name: this.words('sign-in.submit'), exact: true })
  }

  /** The list of what to mend; takes the focus after a failed try. */
  get problems(): Locator {
    return this.page.getByRole('group', { name: this.words('sign-in.errorTitle') })
  }

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}/sign-in`)
    await this.submit.waitFor()
  }

  async signIn(hands: Hands, name: string, password: string): Promise<void> {
    await hands.write(this.name, name)
    await hands.write(this.password, password)
    if (hands.kind === 'keyboard') await this.page.keyboard.press('Enter')
    else await this.submit.click()
  }
}

/** A label may end with "(required)". */
function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`)
}
