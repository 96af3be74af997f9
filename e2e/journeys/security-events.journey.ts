import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey } from '../journey.ts'
import { signedIn } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

journey(
  'Someone is told of a new browser, sees what happened, signs it out, and then says that it was them',
  async (scene) => {
    const { app, page, hands, anotherPage } = scene
    const { words } = await signedIn(app, page, hands, 'carmen')
    const elsewhere = await anotherPage()
    // One like those the person knows, at the same address, would be new to nobody.
    const other =
      hands.kind === 'mouse' ? 'Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0' : 'Gecko/20100101 Firefox/140.0'
    await elsewhere.setExtraHTTPHeaders({ 'user-agent': `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${other}` })
    const there = await signedIn(app, elsewhere, keyboard(elsewhere), 'carmen')

    const notice = page.getByRole('region', { name: words('new-devices.title') })
    // What a new browser is told is noted beside its sign-in.
    await eventually('the notice is there', async () => {
      await page.goto(app.url)
      await new MailScreen(page).isShown()
      return notice.waitFor().then(
        () => true,
        () => null,
      )
    })
    await eventually('it is said', async () => (await announced(page)).includes(words('new-devices.title')))
    await hands.press(notice.getByRole('link', { name: words('new-devices.notMe') }))
    await hasFocus(page, page.getByRole('heading', { name: words('settings.security.title') }))

    const list = page.getByRole('group', { name: words('security-events.list') })
    await list.getByText(words('security-events.kind.new-device')).first().waitFor()
    await hands.press(page.getByRole('button', { name: words('security-events.signOutOthers') }))
    await elsewhere.getByRole('dialog', { name: there.words('session.againTitle') }).waitFor()

    const field = page.getByLabel(words('security-events.filter'))
    await hands.reach(field)
    const ended = words('security-events.group.endings')
    if (hands.kind === 'mouse') await field.selectOption({ label: ended })
    else await page.keyboard.type(ended)
    await list.getByText(words.like('security-events.kind.others-signed-out')).first().waitFor()
    await soonEqual(() => list.getByText(words('security-events.kind.new-device')).count(), 0)

    await page.goto(app.url)
    await hands.press(notice.getByRole('button', { name: words('new-devices.wasMe') }))
    await notice.waitFor({ state: 'detached' })
    await hasFocus(page, new MailScreen(page).rows.first())
  },
)
