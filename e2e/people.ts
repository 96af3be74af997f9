import { type Page } from 'playwright-core'
import { type AppUnderTest } from '../scripts/app-under-test.ts'
import { type Hands } from './hands.ts'
import { MailScreen } from './screens/mail-screen.ts'
import { SignInScreen } from './screens/sign-in-screen.ts'

export interface SignInDetails {
  uid: string
  name: string
  address: string
  password: string
}

export function person(app: AppUnderTest, uid: string): SignInDetails {
  const found = app.platform.people.find((one) => one.uid === uid)
  if (!found) throw new Error(`no such person: ${uid}`)
  return found
}

/** Signs a person in through the page and waits for their inbox. */
export async function signedIn(app: AppUnderTest, page: Page, hands: Hands, uid: string): Promise<MailScreen> {
  const { password } = person(app, uid)
  const signIn = new SignInScreen(page)
  await signIn.open(app.url)
  await signIn.signIn(hands, uid, password)
  const mail = new MailScreen(page)
  await mail.isShown()
  return mail
}
