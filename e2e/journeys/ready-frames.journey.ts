import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual } from '../soon.ts'

journeyByKeyboard(
  'What the next message is read in is loaded before it is opened, out of sight and reach, and is not loaded again',
  async (scene) => {
    const { app, page, hands } = scene
    const [older, newer] = [ownSubject('Older'), ownSubject('Newer')]
    const html = (word: string) =>
      `<h1>${word}</h1><p>All about <a href="https://harbour.example/">the harbour</a>.</p>`
    await deliver(app.platform, 'hana', { subject: older, html: html('Older words') })
    await deliver(app.platform, 'hana', { subject: newer, html: html('Newer words') })
    const mail = await signedIn(app, page, hands, 'hana')
    await mail.row(older).waitFor()
    await hands.press(mail.row(newer))
    const message = new MessageScreen(page)
    await message.isReached(newer)
    await message.frame.getByText('Newer words').first().waitFor()

    const waiting = page.locator('.ready-frames iframe')
    await eventually('the next message is ready', () => marksWaiting(scene, 'Older words'))
    for (const frame of await waiting.all()) assert.equal(await frame.isVisible(), false)
    assert.equal(await page.getByRole('heading', { name: 'Older words' }).count(), 0)
    assert.equal(await page.locator('.ready-frames[inert]').count(), 1)

    await page.keyboard.press('Escape')
    await hands.press(mail.row(older))
    await message.isReached(older)
    await message.frame.getByRole('heading', { name: 'Older words' }).waitFor()
    await soonEqual(
      () => message.frame.locator('html').getAttribute('data-marked'),
      '',
      'the document is the one that waited',
    )
    const link = message.frame.getByRole('link')
    await link.focus()
    await page.locator('.destination', { hasText: 'harbour.example' }).waitFor()
    await page.keyboard.press('Escape')
    await mail.row(older).and(page.locator(':focus')).waitFor()
  },
)

/** Marks the document with these words where it waits; whether it does. */
function marksWaiting({ page }: Scene, words: string): Promise<boolean> {
  return page.evaluate((looked) => {
    const frames = [...document.querySelectorAll<HTMLIFrameElement>('.ready-frames iframe')]
    const found = frames
      .map(({ contentDocument }) => contentDocument)
      .find((one) => one?.body.textContent.includes(looked))
    found?.documentElement.setAttribute('data-marked', '')
    return found !== undefined
  }, words)
}
