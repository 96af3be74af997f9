import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'

/** No mail of the demo is that old. */
const years = ['2003', '2004'] as const

journey('A whole folder is archived by year, and one undo brings it back', async (scene) => {
  const { app, page, hands } = scene
  const folder = ownSubject('Minutes')
  const mailbox = await openMailbox(app.platform, 'ada')
  const subjectOf = (year: string) => `Minutes of ${year} in ${folder}`
  try {
    await mailbox.fill(folder, [])
    for (const year of years) await mailbox.put(folder, subjectOf(year), new Date(`${year}-06-01T12:00:00Z`))
    const archive = await mailbox.folderFor('\\Archive')
    const mail = await signedIn(app, page, hands, 'ada')
    await chooseByYear(scene, mail)

    await hands.press(mail.folder(folder))
    await mail.row(subjectOf('2004')).waitFor()
    await mail.rows.first().focus()
    await page.keyboard.press('Control+a')
    await hands.press(mail.selectionTools.getByRole('button', { name: mail.words('actions.archive'), exact: true }))
    await heard(scene, mail.words.with('actions.done.archive', { count: years.length }))
    for (const year of years) await mailbox.arrives(`${archive}/${year}`, subjectOf(year))
    assert.equal(await mailbox.count(folder), 0)
    await hasFocus(page, page.getByRole('heading', { name: folder }))

    await hands.press(mail.undo)
    for (const year of years) await mailbox.arrives(folder, subjectOf(year))
    for (const year of years) await mailbox.leaves(`${archive}/${year}`, subjectOf(year))
    await mail.row(subjectOf('2003')).waitFor()

    await hands.press(mail.row(subjectOf('2003')))
    await hands.press(page.getByRole('button', { name: mail.words('actions.archive'), exact: true }).first())
    await mailbox.arrives(`${archive}/2003`, subjectOf('2003'))
    await mailbox.leaves(folder, subjectOf('2003'))
  } finally {
    for (const year of years)
      await mailbox.drop(`${await mailbox.folderFor('\\Archive')}/${year}`).catch(() => undefined)
    await mailbox.close()
  }
})

/** In the settings, as a person does who has just heard of it. */
async function chooseByYear(scene: Scene, mail: MailScreen): Promise<void> {
  const { app, page, hands } = scene
  const radio = (way: string) => page.getByRole('radio', { name: mail.words(`settings.archiving.${way}`) })
  await page.goto(new URL('/settings/mail', app.url).href)
  if (hands.kind === 'mouse') await radio('by-year').click()
  else {
    await hands.reach(radio('one-folder'))
    await page.keyboard.press('ArrowDown')
  }
  await heard(
    scene,
    mail.words.with('settings.now', {
      name: mail.words('settings.archiving.title'),
      value: mail.words('settings.archiving.by-year'),
    }),
  )
  await page.goto(app.url)
  await mail.isShown()
}

async function heard({ page }: Scene, text: string): Promise<void> {
  await eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
}
