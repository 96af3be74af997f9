import assert from 'node:assert/strict'
import { type Locator } from 'playwright-core'
import { hasFocus } from '../focus.ts'
import { mouse } from '../hands.ts'
import { journeyByKeyboard } from '../journey.ts'
import { signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { SearchScreen } from '../screens/search-screen.ts'

/** Whether a press on its middle would meet something else. */
const isCovered = (place: Locator) =>
  place.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return !element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })

/** What 400 % leaves of 1280 pixels, in the height of a phone and of a screen at that zoom. */
const [phone, zoomed] = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
]

journeyByKeyboard(
  'Suggestions that lie over what follows are put away by one press, and nothing is lost',
  async (scene) => {
    const { app, page } = scene
    const hands = mouse()
    const mail = await signedIn(app, page, hands, 'ada')
    const close = page.getByRole('button', { name: mail.words('suggestions.close'), exact: true })
    await hands.press(mail.newMessage)
    const compose = new ComposeScreen(page)
    await compose.heading('newMessage').waitFor()
    await page.setViewportSize(phone)
    await compose.field('to').click()
    await page.keyboard.type('Grace')
    await compose.suggestion('Grace Whitfield').waitFor()
    assert.ok(await isCovered(compose.subject), 'the subject lies beneath the list')
    await close.click()
    await compose.suggestion('Grace Whitfield').waitFor({ state: 'detached' })
    await hasFocus(page, compose.field('to'))
    assert.equal(await compose.field('to').inputValue(), 'Grace')
    await compose.subject.click()
    await hasFocus(page, compose.subject)

    const search = new SearchScreen(page)
    await page.setViewportSize(zoomed)
    await page.keyboard.press('Control+/')
    await hasFocus(page, search.box)
    await page.keyboard.type('gra')
    await search.suggestions.waitFor()
    const last = search.suggestions.getByRole('option').last()
    await last.scrollIntoViewIfNeeded()
    await close.click()
    await search.suggestions.waitFor({ state: 'detached' })
    await hasFocus(page, search.box)
    assert.equal(await search.box.inputValue(), 'gra')
  },
)
