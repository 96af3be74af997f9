import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

const withFile = (subject: string) =>
  [
    'From: Nora Fields <nora.fields@harbour.example>',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b1',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'Measured last week.',
    '--b1',
    'Content-Type: application/pdf; name=survey.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.alloc(300_000, 's').toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '--b1--',
    '',
  ].join('\r\n')

journey(
  'Attached files are removed from messages, which keep their text, and one undo brings them back',
  async (scene) => {
    const { app, page, hands } = scene
    const folder = ownSubject('Surveys')
    const subjects = [`First of ${folder}`, `Second of ${folder}`] as const
    const mailbox = await openMailbox(app.platform, 'ines')
    try {
      await mailbox.putSources(folder, subjects.map(withFile))
      const mail = await signedIn(app, page, hands, 'ines')
      const { words } = mail
      const isSaid = (text: string) =>
        eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
      await hands.press(mail.folder(folder))
      await mail.row(subjects[1]).waitFor()
      await hands.reach(mail.rows.first())
      await page.keyboard.press('Control+a')
      await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
      await hands.press(page.getByRole('menuitem', { name: words('detach.action'), exact: true }))
      await isSaid(words.with('detach.done', { count: 2 }))
      const trash = await mailbox.folderFor('\\Trash')
      for (const subject of subjects) await mailbox.arrives(trash, subject)

      await hands.press(mail.rows.first())
      await page
        .getByText(/survey\.pdf \(\d+ kB\)/)
        .first()
        .waitFor()
      await page.getByText('Measured last week.').first().waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+z')
      await isSaid(words.with('outcomes.changedBack', { count: 2 }))
      await hands.press(mail.rows.first())
      await page
        .getByRole('button', { name: /survey\.pdf/ })
        .first()
        .waitFor()
    } finally {
      await mailbox.drop(folder).catch(() => undefined)
      await mailbox.close()
    }
  },
)
