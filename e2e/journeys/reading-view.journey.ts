import assert from 'node:assert/strict'
import { accessLetter } from '#platform/seed/content/newsletters/access-letter.ts'
import { singleColumn } from '#platform/seed/newsletters/single-column.ts'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { kept } from '../kept.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual } from '../soon.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')

journeyByKeyboard(
  'A newsletter is read rebuilt, its footer unfolded, its original a key away, and asked for anew',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Doors')
    const [issue] = accessLetter.issues
    assert.ok(issue)
    const from = 'The Access Letter <letter@access-letter.example>'
    await deliver(app.platform, 'hana', { subject, from, html: singleColumn(accessLetter, issue, 1) })
    const mail = await signedIn(app, page, hands, 'hana')
    const message = new MessageScreen(page)
    const said = (text: string) => eventually(text, async () => (await announced(page)).includes(text))
    await hands.press(mail.row(subject))
    await message.isReached(subject)
    await page
      .getByText(/^Newsletter, 3 sections, .+, about \d+ words$/)
      .first()
      .waitFor()
    const title = message.frame.getByRole('heading', { level: 3, name: 'The bakery that widened its door' })
    await title.waitFor()

    const height = () => page.locator('article iframe').evaluate((frame) => frame.clientHeight)
    const folded = await height()
    const fold = message.frame.locator('summary').last()
    await fold.focus()
    await page.keyboard.press('Enter')
    await eventually('the frame grows with what was unfolded', async () => (await height()) > folded)

    await kept(page, /^\/api\/view-choices$/, () => page.keyboard.press('Control+Shift+o'))
    await said(words('views.now.original'))
    await message.frame.locator('table[role=presentation]').first().waitFor()
    await page.reload()
    await message.frame.locator('table[role=presentation]').first().waitFor()
    await hands.press(message.tools.getByRole('button', { name: words('views.menu'), exact: true }))
    await hands.press(page.getByRole('menuitemradio', { name: words('views.name.text'), exact: true }))
    await said(words('views.now.text'))
    await page.keyboard.press('Control+Shift+o')
    await page.keyboard.press('Control+Shift+o')
    await said(words('views.now.reading'))
    await title.waitFor()

    await hands.press(page.locator('summary', { hasText: words('view-changes.changed') }))
    await hands.press(page.getByRole('button', { name: words('views.ask'), exact: true }))
    const compose = new ComposeScreen(page)
    await compose.heading('replyTo').waitFor()
    await eventually('the request above the quote', async () => {
      const text = await compose.text.inputValue().catch(() => compose.text.innerText())
      return (
        text.startsWith(words('view-requests.greeting')) && text.includes('role="presentation"') && text.includes('>')
      )
    })
    await hands.press(page.getByRole('button', { name: words('compose.discard') }))
    await title.waitFor()

    await page.goto(`${app.url}/settings/views`)
    await hands.press(page.getByRole('button', { name: /^Forget.*@/ }))
    await eventually('that it was forgotten', async () => (await announced(page)).includes('No view is kept any more'))
    await soonEqual(() => page.getByRole('button', { name: /^Forget.*@/ }).count(), 0)
  },
)
