import { type FrameLocator, type Locator } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

const isAt = (within: Locator | FrameLocator, text: string) =>
  eventually(`focus on “${text}”`, async () => (await within.locator(':focus').allTextContents()).join('') === text)

const answers = ['The ramp is done.', 'The lift comes in May.']

journeyByKeyboard(
  'One goes from answer to answer past what is quoted between them, and the end is said',
  async (scene) => {
    const { app, page, hands } = scene
    const [formatted, plain] = [ownSubject('Between lines'), ownSubject('Plain lines')]
    const quotes = answers.map((answer, n) => `<blockquote><p>Question ${n + 1}?</p></blockquote><p>${answer}</p>`)
    const text = `On 4 May 2026, Ben Okafor wrote:\n${answers.map((answer, n) => `> Question ${n + 1}?\n\n${answer}\n`).join('\n')}`
    await deliver(app.platform, 'hana', { subject: plain, text })
    // The newest is the first row: keys go down from it.
    await deliver(app.platform, 'hana', {
      subject: formatted,
      html: `<p>On 4 May 2026, Ben Okafor wrote:</p>${quotes.join('')}`,
    })
    const mail = await signedIn(app, page, hands, 'hana')
    const message = new MessageScreen(page)
    const { words } = message
    const said = (sentence: string) => eventually(sentence, async () => (await announced(page)).includes(sentence))

    for (const subject of [formatted, plain]) {
      await hands.press(mail.row(subject))
      await message.isReached(subject)
      const within = subject === formatted ? message.frame : message.article(subject)
      await within
        .getByText(answers[0] ?? '')
        .first()
        .waitFor()
      for (const [index, answer] of answers.entries()) {
        await page.keyboard.press('Alt+Shift+N')
        await said(words.with('next-text.place', { number: index + 1, count: answers.length }))
        await isAt(within, answer)
      }
      await page.keyboard.press('Alt+Shift+N')
      await said(words('next-text.last'))
      await isAt(within, answers[1] ?? '')
      await page.keyboard.press('Escape')
      await hasFocus(page, mail.row(subject))
    }

    // The palette has it too.
    await hands.press(mail.row(plain))
    await message.isReached(plain)
    await message
      .article(plain)
      .getByText(answers[0] ?? '')
      .first()
      .waitFor()
    await page.keyboard.press('Control+k')
    await mail.palette.getByRole('combobox').fill(words('next-text.action'))
    await page.keyboard.press('Enter')
    await isAt(message.article(plain), answers[0] ?? '')
  },
)
