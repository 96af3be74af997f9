import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { journeyByKeyboard } from '../journey.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { SearchScreen } from '../screens/search-screen.ts'

journeyByKeyboard(
  'Neither the list, nor a search, nor a preview, nor a message inside asks for pictures of other sites',
  async ({ app, page, hands, pictures }) => {
    const site = `site-${randomUUID().slice(0, 8)}.example`
    const subject = `Unasked ${randomUUID().slice(0, 8)}`
    const picture = `<p>Words beside it</p><img src="http://${site}/map.png" alt="Map" width="200"><img src="http://${site}/o.gif" width="1">`
    const attached = (type: string, name: string, content: string) =>
      `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}`
    const inner = `Subject: Inner\r\nFrom: a@harbour.example\r\nContent-Type: text/html\r\n\r\n${picture}`
    const source = [
      `Subject: ${subject}\r\nFrom: Nora <nora@news.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n`,
      `--b\r\nContent-Type: text/html\r\n\r\n${picture}`,
      attached('text/plain', 'notes.txt', `Notes. ${picture}`),
      attached('message/rfc822', 'Inner.eml', inner),
      '--b--',
    ].join('\r\n')
    const fromPage: string[] = []
    page.on('request', (request) => {
      if (request.url().includes(site)) fromPage.push(request.url())
    })
    const mailbox = await openMailbox(app.platform, 'hana')
    const folder = `Unasked ${randomUUID().slice(0, 6)}`
    await mailbox.putSources(folder, [source])
    try {
      const mail = await signedIn(app, page, hands, 'hana')
      await hands.press(mail.folder(folder))
      // Resting on a row fetches the message ahead.
      await mail.row(subject).focus()
      await mail.row(subject).hover()

      const search = new SearchScreen(page)
      await hands.write(search.box, subject)
      await page.keyboard.press('Enter')
      await search.count.waitFor()
      await mail.row(subject).waitFor()
      await hands.press(mail.row(subject))
      const message = new MessageScreen(page)
      await message.frame.getByText('Words beside it').first().waitFor()

      await hands.press(message.preview('notes.txt'))
      await page.getByRole('dialog').getByRole('group', { name: 'notes.txt' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })

      const name = message.words.with('attached.nested.heading', { name: 'Inner' })
      await hands.press(page.getByRole('button', { name, exact: true }))
      const card = page.getByRole('group', { name, exact: true })
      await card.frameLocator('iframe').getByText('Words beside it').first().waitFor()
      const asked = () => pictures.asked.filter(({ host }) => host.endsWith(site)).map(({ path }) => path)
      assert.deepEqual([asked(), fromPage], [[], []])

      // Once it is allowed the site is asked, for what is allowed and nothing else, so that its silence until then says something.
      await hands.press(page.getByRole('button', { name: message.words('pictures.show'), exact: true }).first())
      await eventually('the picture', () => asked().length > 0)
      await page.locator('article iframe').first().contentFrame().getByRole('img', { name: 'Map' }).waitFor()
      assert.deepEqual([asked(), fromPage], [['/map.png'], []])
    } finally {
      await mailbox.drop(folder)
      await mailbox.close()
    }
  },
)
