import { person } from '#e2e/people.ts'
import { MailScreen } from '#e2e/screens/mail-screen.ts'
import { SignInScreen } from '#e2e/screens/sign-in-screen.ts'
import { fault } from '../engines/findings.ts'
import { tellBySession } from '../states/dialogs.ts'
import { openInbox } from '../states/reaching.ts'
import { attributes, type Behaviour, focusOn, says, titleBegins } from './behaviour.ts'

/** Signing in, and what happens when a session ends. */
export const inSessions: readonly Behaviour[] = [
  {
    name: 'a refused sign-in leads to what is wrong, and from there to the field',
    person: 'ada',
    isOutside: true,
    async act(visit) {
      const { page, words } = visit
      const signIn = new SignInScreen(page, words)
      await signIn.open(visit.app.url)
      await signIn.name.focus()
      await page.keyboard.press('Enter')
      const findings = await focusOn(visit, signIn.problems, 'refusing')
      const expected = { 'aria-invalid': /true/, 'aria-describedby': /-error/, autocomplete: /^username$/ }
      findings.push(...(await attributes(signIn.name, expected)))
      findings.push(...(await attributes(signIn.password, { autocomplete: /^current-password$/ })))
      await page.getByRole('link', { name: words('sign-in.nameMissing') }).focus()
      await page.keyboard.press('Enter')
      return [...findings, ...(await focusOn(visit, signIn.name, 'following the link'))]
    },
  },
  {
    name: 'signing in is said and lands on the newest unread row',
    person: 'ada',
    isOutside: true,
    async act(visit) {
      const { app, page, words } = visit
      const signIn = new SignInScreen(page, words)
      await signIn.open(app.url)
      await signIn.name.fill('ada')
      await signIn.password.fill(person(app, 'ada').password)
      const findings = await says(visit, words.like('sign-in.busy'), () => page.keyboard.press('Enter'))
      const mail = new MailScreen(page, words)
      const unread = mail.list.getByRole('option', { name: new RegExp(`^${words('mail.state.unread')}`, 'i') })
      findings.push(...(await focusOn(visit, unread.first(), 'signing in')))
      return [...findings, ...(await titleBegins(visit, words('mail.role.inbox')))]
    },
  },
  {
    name: 'the question before the session ends takes the focus, and staying is said and gives it back',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await tellBySession(page, { type: 'session-ending', endsAtMs: Date.now() + 120_000, canExtend: true })
      await openInbox(visit)
      const dialog = page.getByRole('alertdialog', { name: words('session.endingTitle') })
      const stay = dialog.getByRole('button', { name: words('session.stay') })
      const findings = await focusOn(visit, stay, 'the question')
      findings.push(...(await attributes(dialog, { 'aria-modal': /true/, 'aria-describedby': /\S/ })))
      findings.push(...(await says(visit, words.like('session.stayed'), () => page.keyboard.press('Enter'))))
      await dialog.waitFor({ state: 'detached' })
      const heading = page.getByRole('heading', { level: 1 })
      return [...findings, ...(await focusOn(visit, heading, 'staying signed in'))]
    },
  },
  {
    name: 'a session that has ended asks for the password in place, with the focus in the field',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await tellBySession(page, { type: 'session-ended', reason: 'idle' })
      await openInbox(visit)
      const dialog = page.getByRole('dialog', { name: words('session.againTitle') })
      const findings = await focusOn(visit, new SignInScreen(page, words).password, 'the session has ended')
      await page.keyboard.press('Escape')
      const isStill = await dialog.isVisible()
      findings.push(...(await attributes(dialog, { 'aria-modal': /true/, 'aria-describedby': /\S/ })))
      return isStill ? findings : [...findings, fault('dialog', 'Escape closes what must be answered')]
    },
  },
]
