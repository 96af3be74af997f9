import assert from 'node:assert/strict'
import { type Locator } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { focusedName, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { EditorScreen } from '../screens/editor-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'

const uid = 'dov'
const mostRows = 40
const mostLines = 45

/** Where an element stands on the screen, in whole pixels. */
async function placeOf(element: Locator): Promise<{ top: number; bottom: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error(`not on the screen: ${element.toString()}`)
  return { top: Math.round(box.y), bottom: Math.round(box.y + box.height) }
}

/** Opens a page anew, with what the server says of new browsers on its way until it is let go. */
async function openWithNoticeOnItsWay(
  { page }: Scene,
  url: string,
  isShown: () => Promise<void>,
): Promise<() => Promise<void>> {
  let letGo = () => {}
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
  await page.route('**/api/security-events/new-devices', async (route) => {
    await isLetGo
    await route.continue()
  })
  const asked = page.waitForRequest('**/api/security-events/new-devices')
  await page.goto(url)
  await isShown()
  await asked
  return async () => {
    letGo()
    await page.getByRole('region', { name: new MailScreen(page).words('new-devices.title') }).waitFor()
    await page.unroute('**/api/security-events/new-devices')
  }
}

/** Where the last line of a text ends on the screen, plain or formatted, which may scroll in itself; far below where it does not show it. */
const lastLineEnd = (text: Locator) =>
  text.evaluate((field) => {
    const seenUntil = field.getBoundingClientRect().top + field.clientTop + field.clientHeight
    const hidden = field.scrollHeight - field.scrollTop - field.clientHeight
    const { lineHeight, paddingBlockEnd } = getComputedStyle(field)
    const last = field.lastElementChild?.getBoundingClientRect().bottom
    const end = last ?? seenUntil + hidden - parseFloat(paddingBlockEnd)
    return end <= seenUntil + parseFloat(lineHeight) / 4 ? end : Infinity
  })

const openInbox = (scene: Scene) =>
  openWithNoticeOnItsWay(scene, scene.app.url, async () => {
    const mail = new MailScreen(scene.page)
    await mail.isShown()
    await scene.hands.reach(mail.rows.first())
  })

journeyByKeyboard('A notice that comes late moves no row, and hides none that has the focus', async (scene) => {
  const { app, page, hands, anotherPage } = scene
  const mailbox = await openMailbox(app.platform, uid)
  try {
    const filling = mostRows - (await mailbox.count('INBOX'))
    for (let at = 0; at < filling; at += 1) await mailbox.put('INBOX', `Kerb ${at}`, new Date())
  } finally {
    await mailbox.close()
  }
  const { words } = await signedIn(app, page, hands, uid)
  const elsewhere = await anotherPage()
  const safari = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'
  await elsewhere.setExtraHTTPHeaders({ 'user-agent': safari })
  const there = await signedIn(app, elsewhere, keyboard(elsewhere), uid)
  await there.isShown()
  const notice = page.getByRole('region', { name: words('new-devices.title') })
  // What a new browser is told is noted beside its sign-in.
  await eventually('the notice is there', async () => {
    await page.goto(app.url)
    return notice.waitFor().then(
      () => true,
      () => null,
    )
  })

  let show = await openInbox(scene)
  const mail = new MailScreen(page)
  const first = mail.rows.first()
  const before = await placeOf(first)
  await show()
  assert.deepEqual(await placeOf(first), before, 'the first row')
  await hasFocus(page, first)

  show = await openInbox(scene)
  const { bottom: end } = await placeOf(mail.list)
  const focused = page.locator(':focus')
  await eventually('the last row that is wholly seen has the focus', async () => {
    const { bottom, top } = await placeOf(focused)
    if (bottom + (bottom - top) > end) return true
    await page.keyboard.press('ArrowDown')
    return false
  })
  const row = await focusedName(page)
  await show()
  await eventually('the row with the focus is wholly seen', async () => {
    const [{ top, bottom }, list, over] = [await placeOf(focused), await placeOf(mail.list), await placeOf(notice)]
    return top >= list.top && bottom <= list.bottom && bottom <= over.top
  })
  assert.equal(await focusedName(page), row)

  // So it is on a page that has no list.
  show = await openWithNoticeOnItsWay(scene, `${app.url}/settings/layout`, () =>
    page.getByRole('radio').first().waitFor(),
  )
  const { height } = page.viewportSize() ?? { height: 0 }
  await eventually('what stands at the end of the window has the focus', async () => {
    await page.keyboard.press('Tab')
    return (await placeOf(focused)).bottom > height - 60
  })
  await show()
  await eventually('what has the focus is wholly seen', async () => {
    const [{ top, bottom }, over] = [await placeOf(focused), await placeOf(notice)]
    return top >= 0 && bottom <= over.top
  })

  // The line that is written stays in sight, in a text that is longer than what is seen of it.
  const wide = page.viewportSize() ?? { width: 1_280, height: 800 }
  for (const [isFormatted, size] of [
    [false, wide],
    [true, wide],
    [false, { width: 320, height: 640 }],
    [true, { width: 320, height: 640 }],
  ] as const) {
    await page.setViewportSize(wide)
    show = await openInbox(scene)
    await hands.press(mail.newMessage)
    const compose = new EditorScreen(page)
    await compose.text.waitFor()
    if (isFormatted) await hands.press(compose.formatting)
    await hands.reach(compose.text)
    await page.setViewportSize(size)
    for (let line = 1; line <= mostLines; line += 1) {
      await page.keyboard.type(`Line ${line}`)
      await page.keyboard.press('Enter')
    }
    await eventually('the last line is seen', async () => (await lastLineEnd(compose.text)) <= size.height)
    await show()
    await eventually('the last line is seen above the notice', async () => {
      return (await lastLineEnd(compose.text)) <= (await placeOf(notice)).top
    })
    await page.setViewportSize(wide)
    await hands.press(compose.discard)
    await compose.text.waitFor({ state: 'detached' })
  }
  await page.goto(app.url)
  await mail.isShown()
  await notice.waitFor()
  await hands.reach(first)

  // What was done is said beside it, and not over it.
  await page.keyboard.press('Delete')
  await mail.undo.waitFor()
  await eventually('the way back lies below the notice', async () => {
    const [undo, over] = [await placeOf(mail.undo), await placeOf(notice)]
    return undo.top >= over.bottom
  })
  await hands.press(mail.undo)
  await mail.undo.waitFor({ state: 'detached' })

  await hands.press(notice.getByRole('button', { name: words('new-devices.wasMe') }))
  await notice.waitFor({ state: 'detached' })
  await hasFocus(page, focused.and(mail.rows))
})
