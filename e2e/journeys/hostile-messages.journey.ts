import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { xssMark } from '#platform/seed/fixtures.ts'
import { hasFocus } from '../focus.ts'
import { hostileMessages, plainWords } from '../hostile/messages.ts'
import { monsters } from '../hostile/monsters.ts'
import { watchForHarm } from '../hostile/walls.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

interface Numbered {
  name: string
  subject: string
}

/** Puts messages into a folder of their own, opens each by the list, and looks at it. */
async function openEach(
  { app, page, hands }: Scene,
  messages: readonly { name: string; source(subject: string): string }[],
  look: (message: Numbered, screen: MessageScreen) => Promise<void>,
): Promise<void> {
  const folder = `Exercise ${randomUUID().slice(0, 6)}`
  const mailbox = await openMailbox(app.platform, 'hana')
  try {
    const numbered = messages.map(({ name }, index) => ({
      name,
      subject: `Exercise ${String(index + 1).padStart(2, '0')}`,
    }))
    await mailbox.putSources(
      folder,
      // The newest stands on top: so the list need not be scrolled to the first.
      messages.map(({ source }, index) => source(numbered[index]?.subject ?? '')).toReversed(),
    )
    const mail = await signedIn(app, page, hands, 'hana')
    await mail.folder(folder).click()
    for (const message of numbered) {
      await mail.row(message.subject).click()
      await look(message, new MessageScreen(page)).catch((error: unknown) => {
        throw new Error(`with ${message.name}`, { cause: error })
      })
      await page.keyboard.press('Escape')
    }
  } finally {
    await mailbox.drop(folder)
    await mailbox.close()
  }
}

async function showsWords(screen: MessageScreen, subject: string): Promise<void> {
  const article = screen.article(subject)
  await article.waitFor()
  const places = [screen.frame.getByText(plainWords), article.getByText(plainWords)]
  await Promise.any(places.map((place) => place.first().waitFor()))
}

journeyByKeyboard(
  'Hostile headers, names and parts are shown as text, and do nothing',
  async (scene) => {
    const harm = await watchForHarm(scene.page, scene.app.url, xssMark)
    await openEach(scene, hostileMessages, async ({ subject }, screen) => {
      await showsWords(screen, subject)
      assert.equal(await scene.page.locator('[data-hostile]').count(), 0)
    })
    assert.deepEqual(await harm.seen(), { executions: [], requests: [] })
  },
  { policySpeaks: true },
)

journeyByKeyboard(
  'Monstrous messages open, and say when there is more than can be shown and where it is',
  async (scene) => {
    const byName = new Map(monsters.map((one) => [one.name, one]))
    await openEach(scene, monsters, async ({ name, subject }, screen) => {
      await showsWords(screen, subject)
      const { isCut = false, isLong = false } = byName.get(name) ?? {}
      const article = screen.article(subject)
      const whole = article.getByRole('link', { name: screen.words('reading.saveWhole'), exact: true })
      const more = article.getByRole('button', { name: screen.words('reading-more.long.more'), exact: true })
      // The way to more comes with code of its own, a moment after the words.
      if (isLong) await more.waitFor()
      if (isCut) await whole.waitFor()
      assert.deepEqual([await whole.count(), await more.count()], [Number(isCut), Number(isLong)])
    })
  },
)

journeyByKeyboard('A long message is shown bit by bit, and the focus stays where more was asked for', async (scene) => {
  const line = (n: number) => `This is line ${n} of a very long message.`
  const lines = Array.from({ length: 9_000 }, (_, n) => line(n + 1)).join('\r\n\r\n')
  const source = (subject: string) =>
    `From: x@harbour.example\r\nSubject: ${subject}\r\n\r\n${plainWords}\r\n\r\n${lines}`
  await openEach(scene, [{ name: 'long letter', source }], async ({ subject }, screen) => {
    const article = screen.article(subject)
    const more = article.getByRole('button', { name: screen.words('reading-more.long.more'), exact: true })
    await article.getByText(line(1), { exact: true }).first().waitFor()
    assert.equal(await article.getByText(line(9_000), { exact: true }).count(), 0)
    await more.focus()
    await scene.page.keyboard.press('Enter')
    await hasFocus(scene.page, more)
    await scene.page.keyboard.press('Enter')
    await article.getByText(line(9_000), { exact: true }).first().waitFor()
    const end = article.getByText(screen.words('reading-more.long.all'), { exact: true })
    await hasFocus(scene.page, end)
  })
})
