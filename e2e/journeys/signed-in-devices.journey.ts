import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journeyByKeyboard } from '../journey.ts'
import { signedIn } from '../people.ts'
import { soonEqual } from '../soon.ts'

journeyByKeyboard('Someone signs out another of their devices, which is signed out at once', async (scene) => {
  const { app, page, hands, anotherPage } = scene
  const elsewhere = await anotherPage()
  const there = await signedIn(app, elsewhere, keyboard(elsewhere), 'hana')
  const { words } = await signedIn(app, page, hands, 'hana')

  await page.goto(new URL('/settings/devices', app.url).href)
  const list = page.getByRole('group', { name: words('signed-in-devices.list') })
  const signOut = list.getByRole('button', { name: new RegExp(`^${words('signed-in-devices.signOut')}.*, `) })
  // Earlier journeys may have left this person signed in as well; the one used last comes first.
  const before = await eventually('another device is listed', async () => {
    const count = await signOut.count()
    return count > 0 ? count : null
  })
  await hands.press(signOut.first())
  await elsewhere.getByRole('dialog', { name: there.words('session.againTitle') }).waitFor({ timeout: 1_500 })

  await eventually('it is said', async () =>
    (await announced(page)).includes(words.with('signed-in-devices.done', { device: 'Chrome on Linux' })),
  )
  await soonEqual(() => signOut.count(), before - 1)
  if (before === 1) await hasFocus(page, list)
})
