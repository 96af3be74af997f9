import assert from 'node:assert/strict'
import { hasFocus } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { signedIn } from '../people.ts'

journeyByKeyboard('Tab leaves a menu that is higher than the window for what follows its button', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'carmen')
  await mail.rows.first().waitFor()
  await page.setViewportSize({ width: 1000, height: 320 })
  await hands.press(mail.order)
  const menu = page.getByRole('menu')
  await menu.waitFor()
  assert.ok(
    await menu.evaluate(({ parentElement: popup }) => popup !== null && popup.scrollHeight > popup.clientHeight),
    'the menu is scrolled',
  )
  await page.keyboard.press('Tab')
  await menu.waitFor({ state: 'detached' })
  await hasFocus(page, page.getByRole('button', { name: mail.words('message-list.selectMode'), exact: true }))
})
