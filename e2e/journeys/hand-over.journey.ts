import { eventually } from '../eventually.ts'
import { keyboard } from '../hands.ts'
import { journey } from '../journey.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'

/** Grace is of the service desk. Nobody else's journey shares the mailbox of Ines, nor opens it. */
const [helper, absent, delegate] = ['grace', 'ines', 'hana']

const nextWeek = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString().slice(0, 10)

journey(
  'Somebody of the service desk lets a colleague into the mailbox of one who is away, who is told',
  async (scene) => {
    const { app, page, hands } = scene
    const [ines, hana] = [person(app, absent), person(app, delegate)]
    const { words } = await signedIn(app, page, hands, helper)
    const mailbox = await openMailbox(app.platform, absent)
    const toldSubject = 'Your mailbox was shared for you'
    const before = await mailbox.countOf('INBOX', toldSubject)
    try {
      await page.goto(new URL('/settings/sharing', app.url).href)
      await hands.press(page.getByRole('button', { name: words('hand-over.open'), exact: true }))
      const away = page.getByRole('combobox', { name: words('hand-over.absent'), exact: true })
      await eventually('the focus is where the absent are named', () =>
        away.evaluate((field) => field === document.activeElement),
      )
      await page.keyboard.type(ines.address)
      await page.keyboard.press('Enter')
      await hands.reach(page.getByRole('radio', { name: words('hand-over.act.answer'), exact: true }))
      await page.keyboard.press('ArrowDown')
      await hands.reach(page.getByRole('combobox', { name: words('hand-over.delegate'), exact: true }))
      await page.keyboard.type(hana.address)
      await page.keyboard.press('Enter')
      await hands.reach(page.getByRole('textbox', { name: words('hand-over.endDay'), exact: true }))
      await page.keyboard.type(nextWeek)
      const save = page.getByRole('button', { name: words('hand-over.save'), exact: true })
      await hands.press(save)
      const reason = page.getByRole('textbox', { name: words('hand-over.reason'), exact: true })
      await eventually('the focus is at the reason, which is missing', () =>
        reason.evaluate((field) => field === document.activeElement),
      )
      await page.keyboard.type('Fell ill')
      await hands.press(save)
      await page
        .getByText(words.with('hand-over.done', { name: ines.name }))
        .first()
        .waitFor()
      await eventually(
        'a message about it is in the inbox of who is away',
        async () => (await mailbox.countOf('INBOX', toldSubject)) === before + 1,
      )

      const theirPage = await scene.anotherPage()
      const theirHands = keyboard(theirPage)
      await signedIn(app, theirPage, theirHands, absent)
      const notice = theirPage.getByRole('region', { name: words('unseen-shares.title') })
      const names = { by: person(app, helper).name, names: hana.name }
      await notice.getByText(words.with('unseen-shares.by', names)).first().waitFor()
      await theirHands.press(notice.getByRole('button', { name: words('unseen-shares.know'), exact: true }))
      await notice.waitFor({ state: 'detached' })
    } finally {
      for (const folder of ['INBOX', 'Archive', 'Drafts', 'Junk', 'Sent', 'Trash'])
        await mailbox.letIn(folder, delegate, '')
      await mailbox.close()
    }
  },
)
