import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { copiesAtRest } from '../copies.ts'
import { arrivedAt, format } from '../formatted-mail.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { attachmentBytes } from '../mail/attachment-bytes.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { EditorScreen } from '../screens/editor-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'
import { soonEqual } from '../soon.ts'

/** Someone in the middle of writing a message to Ben. */
async function writing({ app, page, hands }: Scene, subject: string): Promise<ComposeScreen> {
  const mail = await signedIn(app, page, hands, 'emi')
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'Words that must not be lost.')
  return compose
}

async function arrivesAtBen({ app }: Scene, subject: string): Promise<void> {
  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    const { raw } = await mailbox.arrives('INBOX', subject)
    assert.match(raw.toString(), /Words that must not be lost\./)
  } finally {
    await mailbox.close()
  }
}

/** The same person in the same browser, in another tab, signs out. */
async function signOutElsewhere({ app, page }: Scene): Promise<void> {
  const other = await page.context().newPage()
  await other.goto(app.url)
  const mail = new MailScreen(other)
  await mail.isShown()
  await keyboard(other).press(other.getByRole('button', { name: mail.words.like('app.accountOf') }))
  await other.getByRole('menu').waitFor()
  await keyboard(other).press(other.getByRole('menuitem', { name: mail.words('session.signOut') }))
  await other.waitForURL(/sign-in/)
  await other.close()
}

async function signInAgain({ app, page }: Scene, compose: ComposeScreen): Promise<void> {
  const dialog = page.getByRole('dialog', { name: compose.words('session.againTitle') })
  await dialog.waitFor({ timeout: 15_000 })
  await hasFocus(page, new SignInScreen(page).password)
  await page.keyboard.type(person(app, 'emi').password)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

journeyByKeyboard(
  'A session ended elsewhere asks to sign in again in place, and the text is still there',
  async (scene) => {
    const subject = ownSubject('Ended elsewhere')
    const compose = await writing(scene, subject)
    await signOutElsewhere(scene)
    await signInAgain(scene, compose)
    await soonEqual(() => compose.text.inputValue(), 'Words that must not be lost.')
    await keyboard(scene.page).press(compose.send)
    await arrivesAtBen(scene, subject)
  },
)

journeyByKeyboard(
  'Formatted text and a file outlive a session that ended, and are kept for a page loaded again after it',
  async (scene) => {
    const { page, hands } = scene
    const subject = ownSubject('Formatted, ended')
    await writing(scene, subject)
    const form = new EditorScreen(page)
    await format(scene, form)
    await form.paste('<h2>Plan</h2>')
    const plan = randomBytes(300_000)
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Alt+Shift+A')
    await (await choosing).setFiles({ name: 'plan.bin', mimeType: 'application/octet-stream', buffer: plan })
    await form.attachment('plan.bin').waitFor()
    await hands.reach(form.text)
    await signOutElsewhere(scene)
    await signInAgain(scene, form)
    await hasFocus(page, form.text)
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Written after it.')
    // With it the editor gives away what was typed last.
    await hands.reach(form.subject)
    // Nobody can read the copies of the session before: what is there is of this one.
    await copiesAtRest(page)
    await page.reload()
    await form.attachment('plan.bin').waitFor()
    await form.text.getByText('Written after it.').waitFor()
    await hands.press(form.send)
    const { html, raw } = await arrivedAt(scene, 'ben', subject)
    for (const words of ['<h2>Plan', 'Words that must not be lost.', 'Written after it.']) {
      assert.ok(html.includes(words), `${words} in ${html}`)
    }
    assert.ok(attachmentBytes(raw, 'plan.bin')?.equals(plan), 'the same bytes')
  },
)

journeyByKeyboard('The server is restarted while someone writes, and nothing is lost', async (scene) => {
  const { app, page } = scene
  const subject = ownSubject('Restarted')
  const compose = await writing(scene, subject)
  await app.stopServer()
  await page.keyboard.press('Control+Enter')
  await page.getByText(compose.words('compose.notSentTitle')).first().waitFor({ timeout: 20_000 })
  await soonEqual(() => compose.text.inputValue(), 'Words that must not be lost.')
  await app.startServer()
  await keyboard(page).press(page.getByRole('button', { name: compose.words('compose.tryAgain') }))
  await arrivesAtBen(scene, subject)
})

journeyByKeyboard('The network goes away while someone writes, and nothing is lost', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Cut off')
  const compose = await writing(scene, subject)
  // The key for copies comes from the server, with the first words.
  await copiesAtRest(page)
  await page.context().setOffline(true)
  await hands.write(compose.text, 'Words that must not be lost. Nor those written meanwhile.')
  assert.doesNotMatch(await copiesAtRest(page), /must not be lost/)
  await page.keyboard.press('Control+Enter')
  await page.getByText(compose.words('compose.notSentTitle')).first().waitFor({ timeout: 20_000 })
  await soonEqual(() => compose.text.inputValue(), 'Words that must not be lost. Nor those written meanwhile.')
  await page.context().setOffline(false)
  await hands.press(page.getByRole('button', { name: compose.words('compose.tryAgain') }))
  await arrivesAtBen(scene, subject)
})

journeyByKeyboard('A page loaded again in the middle of writing still has the text', async (scene) => {
  const { page } = scene
  const compose = await writing(scene, ownSubject('Loaded again'))
  await copiesAtRest(page)
  await page.reload()
  await compose.text.waitFor()
  await soonEqual(() => compose.text.inputValue(), 'Words that must not be lost.')
})
