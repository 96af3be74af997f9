import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { keyboard } from '../hands.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { withServerBeside } from '../server-beside.ts'

journeyByKeyboard(
  'Where there is a second host for files they are saved from it, whole and by their names',
  async (scene) => {
    const { app } = scene
    const subject = ownSubject('Second host')
    const attachment = { name: 'plan.html', type: 'text/html', content: Buffer.from('<h1>The plan</h1>') }
    await deliver(app.platform, 'hana', { subject, text: 'One file.', attachment })
    await withServerBeside(scene, { filesHost: 'files.localhost' }, async (page, url) => {
      const cookies: (string | undefined)[] = []
      const hosts = new Set<string>()
      page.context().on('request', (request) => {
        const host = new URL(request.url()).hostname
        hosts.add(host)
        if (host === 'files.localhost') cookies.push(request.headers()['cookie'])
      })
      const hands = keyboard(page)
      const mail = await signedIn({ ...app, url }, page, hands, 'hana')
      await hands.press(mail.row(subject))
      const message = new MessageScreen(page)
      const link = message.article(subject).getByRole('link', { name: /^plan\.html/ })
      const [download] = await Promise.all([page.waitForEvent('download'), hands.press(link)])
      assert.equal(download.suggestedFilename(), 'plan.html')
      assert.equal(readFileSync(await download.path(), 'utf8'), '<h1>The plan</h1>')
      assert.equal(new URL(download.url()).hostname, 'files.localhost')
      // The page is where it was, and signed in.
      await message.article(subject).waitFor()
      assert.equal(new URL(page.url()).hostname, 'localhost')
      assert.ok(cookies.every((cookie) => cookie === undefined))
      assert.deepEqual(
        [...hosts].filter((host) => host !== 'localhost' && host !== 'files.localhost'),
        [],
      )
    })
  },
)
