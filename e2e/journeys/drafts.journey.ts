import assert from 'node:assert/strict'
import { copiesAtRest } from '../copies.ts'
import { eventually } from '../eventually.ts'
import { journey, type Scene } from '../journey.ts'
import { keyboard, mouse } from '../hands.ts'
import { ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

async function inDrafts(scene: Scene, act: (mailbox: Mailbox, folder: string) => Promise<void>): Promise<void> {
  const mailbox = await openMailbox(scene.app.platform, 'hana')
  try {
    await act(mailbox, await mailbox.folderFor('\\Drafts'))
  } finally {
    await mailbox.close()
  }
}

async function write({ app, page, hands }: Scene, subject: string): Promise<ComposeScreen> {
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await hands.press(compose.copies)
  await hands.write(compose.field('bcc'), person(app, 'carmen').address)
  await page.keyboard.press('Enter')
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'Words that must not be lost.')
  return compose
}

/** It is saved on the way from field to field, too, before its text is written. */
const wholeDraft = (mailbox: Mailbox, folder: string, subject: string) =>
  eventually('the whole draft', async () => {
    const found = await mailbox.find(folder, subject)
    return found?.raw.toString().includes('Words that must not be lost.') && found
  })

journey('A draft is saved when it is left, gone on with from Drafts, and gone when sent', async (scene) => {
  const { page, hands } = scene
  const subject = ownSubject('Saved for later')
  const compose = await write(scene, subject)
  await hands.press(compose.close)
  await inDrafts(scene, async (mailbox, folder) => {
    const { raw, flags } = await wholeDraft(mailbox, folder, subject)
    assert.match(raw.toString(), /^Bcc: .*carmen/im)
    assert.ok(flags.has('\\Draft') && flags.has('\\Seen'))
  })
  // The mailbox has it before the page hears of it; a page that goes away until then leaves a copy.
  const copies = () =>
    page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('curbcut.draft.')))
  await soonEqual(async () => (await copies()).length, 0)
  // As on another machine: nothing is left in this browser.
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (name.startsWith('curbcut.draft')) localStorage.removeItem(name)
    sessionStorage.clear()
  })
  await page.reload()
  const mail = new MailScreen(page)
  await mail.isShown()
  await hands.press(mail.folder(mail.words('mail.role.drafts')))
  await hands.press(mail.row(subject))
  await compose.text.waitFor()
  await soonEqual(() => compose.text.inputValue(), 'Words that must not be lost.')
  await soonEqual(() => compose.recipients('bcc').count(), 1)
  await hands.write(compose.text, 'Words that must not be lost. And more.')
  await hands.press(compose.close)
  await inDrafts(scene, async (mailbox, folder) => {
    await eventually('the newer draft alone', async () => {
      const found = await mailbox.find(folder, subject)
      return found?.raw.toString().includes('And more.') && (await mailbox.count(folder)) === 1
    })
  })
  await hands.press(mail.row(subject))
  await compose.text.waitFor()
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await compose.send.click()
  await inDrafts(scene, (mailbox, folder) => mailbox.leaves(folder, subject))
  const ben = await openMailbox(scene.app.platform, 'ben')
  try {
    const { raw } = await ben.arrives('INBOX', subject)
    assert.doesNotMatch(raw.toString(), /carmen|X-Curbcut/i)
  } finally {
    await ben.close()
  }
})

journey('A tab that is killed loses nothing: what was being written is offered again', async (scene) => {
  const { app, page } = scene
  const handsOn = (other: typeof page) => (scene.hands.kind === 'mouse' ? mouse() : keyboard(other))
  const subject = ownSubject('Killed')
  const compose = await write(scene, subject)
  assert.doesNotMatch(await copiesAtRest(page), /Killed|Words that|hana|carmen/)
  const next = await page.context().newPage()
  await page.close({ runBeforeUnload: false })
  await next.goto(app.url)
  await new MailScreen(next).isShown()
  const hands = handsOn(next)
  await hands.press(next.getByRole('button', { name: compose.words('drafts.goOn'), exact: true }))
  const found = new ComposeScreen(next)
  await found.text.waitFor()
  await soonEqual(() => found.text.inputValue(), 'Words that must not be lost.')
  // Long ones are packed before they are kept.
  const long = 'All of these words must not be lost – wirklich nicht. '.repeat(2_000)
  await found.text.fill(long)
  assert.doesNotMatch(await copiesAtRest(next), /words must/)
  const last = await next.context().newPage()
  await next.close({ runBeforeUnload: false })
  await last.goto(app.url)
  await new MailScreen(last).isShown()
  const lastHands = handsOn(last)
  await lastHands.press(last.getByRole('button', { name: compose.words('drafts.goOn'), exact: true }))
  const foundAgain = new ComposeScreen(last)
  await foundAgain.text.waitFor()
  await soonEqual(() => foundAgain.text.inputValue(), long)
  await lastHands.press(foundAgain.discard)
  await inDrafts(scene, (mailbox, folder) => mailbox.leaves(folder, subject))
})

journey('A page that crashes in the middle of a word has kept all but the last two seconds', async (scene) => {
  const { app, page } = scene
  const compose = await write(scene, ownSubject('Crashed'))
  const browser = await page.context().newCDPSession(page)
  const [typedForMs, mayBeLostMs] = [4_000, 2_000]
  const typed = [{ text: await compose.text.inputValue(), atMs: Date.now() }]
  const lastTyped = () => typed.at(-1)?.text ?? ''
  const begunMs = Date.now()
  while (Date.now() - begunMs < typedForMs) {
    const word = ` ${typed.length}`
    await page.keyboard.type(word)
    typed.push({ text: lastTyped() + word, atMs: Date.now() })
  }
  const diedAtMs = Date.now()
  const crashed = page.waitForEvent('crash')
  // It has nobody left to answer.
  browser.send('Page.crash').catch(() => undefined)
  await crashed
  const next = await page.context().newPage()
  await next.goto(app.url)
  await new MailScreen(next).isShown()
  const hands = scene.hands.kind === 'mouse' ? mouse() : keyboard(next)
  await hands.press(next.getByRole('button', { name: compose.words('drafts.goOn'), exact: true }))
  const found = new ComposeScreen(next)
  await found.text.waitFor()
  const text = await found.text.inputValue()
  const sure = typed.findLast(({ atMs }) => atMs <= diedAtMs - mayBeLostMs)?.text ?? ''
  assert.ok(sure.length > (typed[0]?.text.length ?? 0), 'something was typed before the last two seconds')
  assert.ok(text.startsWith(sure), `kept up to "${text.slice(-10)}", sure was "${sure.slice(-10)}"`)
  assert.ok(lastTyped().startsWith(text), 'and nothing that was not typed')
  await hands.press(found.discard)
})

journey('A draft that is written on in two places says so, and both versions are kept', async (scene) => {
  const { app, page, hands, anotherPage } = scene
  const subject = ownSubject('In two places')
  const compose = await write(scene, subject)
  await hands.press(compose.close)
  await inDrafts(scene, async (mailbox, folder) => {
    await wholeDraft(mailbox, folder, subject)
  })
  const mail = new MailScreen(page)
  await hands.press(mail.folder(mail.words('mail.role.drafts')))
  await hands.press(mail.row(subject))
  await compose.text.waitFor()

  const elsewhere = await anotherPage()
  const otherHands = hands.kind === 'mouse' ? mouse() : keyboard(elsewhere)
  const otherMail = await signedIn(app, elsewhere, otherHands, 'hana')
  await otherHands.press(otherMail.folder(otherMail.words('mail.role.drafts')))
  await otherHands.press(otherMail.row(subject))
  const other = new ComposeScreen(elsewhere)
  await other.text.waitFor()
  await otherHands.write(other.text, 'As the other device has it.')
  await otherHands.press(other.close)
  const newestHas = (words: string) =>
    inDrafts(scene, async (mailbox, folder) => {
      const read = async () => (await mailbox.find(folder, subject))?.raw.toString().includes(words)
      await eventually(`"${words}" among the drafts`, read)
    })
  await newestHas('As the other device')

  await hands.write(compose.text, 'As this one has it.')
  await hands.reach(compose.subject)
  await page.getByText(compose.words('drafts.changedTitle')).first().waitFor()
  await inDrafts(scene, async (mailbox, folder) => {
    await eventually('both are there', async () => (await mailbox.countOf(folder, subject)) === 2)
  })
  await newestHas('As this one')
  await hands.press(page.getByRole('button', { name: compose.words('drafts.openOther'), exact: true }))
  await soonEqual(() => compose.text.inputValue(), 'As the other device has it.')
  await inDrafts(scene, async (mailbox, folder) => {
    await mailbox.expunge(folder, subject)
    await mailbox.expunge(folder, subject)
  })
})
