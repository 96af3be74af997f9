import assert from 'node:assert/strict'
import { join } from 'node:path'
import { layoutOf } from '#platform/layout.ts'
import { type Platform } from '#platform/platform.ts'
import { runAsRoot } from '#platform/processes/run.ts'
import { hasFocus } from '../focus.ts'
import { type Hands, keyboard, mouse } from '../hands.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

const uid = 'dov'
const many = 2_000
const parent = 'Streets'
/** The last one, by its letters. */
const last = 'Zebra crossings'
/** A tree holds many lines, and the page only those near the eye. */
const mostLines = 250

/** The mail server makes three; the others are copies on its disk, which takes seconds in place of minutes, both ways. */
async function withManyFolders(platform: Platform, act: (mailbox: Mailbox) => Promise<void>): Promise<void> {
  const disk = join(layoutOf(platform.directory).mail, uid, 'sdbox/mailboxes')
  const onDisk = (commands: string) => runAsRoot('sh', ['-c', `cd '${disk}' && ${commands}`])
  const mailbox = await openMailbox(platform, uid)
  try {
    for (const folder of [parent, `${parent}/Street 1`, `${parent}/${last}`]) await mailbox.fill(folder, [])
    const copies = `for (let at = 2; at < ${many}; at += 1) fs.cpSync("Street 1", "Street " + at, { recursive: true })`
    await onDisk(`cd ${parent} && '${process.execPath}' -e '${copies}' && chown -R --reference='Street 1' .`)
    // A change of the uppermost folder is what makes the mail server look.
    await onDisk('touch .')
    await act(mailbox)
  } finally {
    await mailbox.close()
    await onDisk(`rm -rf ${parent}`)
  }
}

async function openByTyping({ page }: Scene, hands: Hands): Promise<void> {
  const mail = new MailScreen(page)
  const head = mail.folder(parent)
  if (hands.kind === 'mouse') await head.locator('.twist').click()
  else {
    await hands.reach(head)
    await page.keyboard.press('ArrowRight')
  }
  await mail.folder('Street 1').waitFor()
  // A press on a line that is open has led into the tree.
  await hasFocus(page, head)
  await page.keyboard.type('zeb')
  const line = mail.folder(last)
  await hasFocus(page, line)
  assert.equal(await line.getAttribute('aria-posinset'), String(many))
  assert.equal(await line.getAttribute('aria-setsize'), String(many))
  const lines = await mail.folders.getByRole('treeitem').count()
  assert.ok(lines <= mostLines, `${lines} lines in the page`)
}

async function moveByTyping({ page }: Scene, hands: Hands, subject: string): Promise<void> {
  const mail = new MailScreen(page)
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await hands.press(message.tool('move'))
  await hasFocus(page, mail.choice)
  await page.keyboard.type('zeb')
  const choice = mail.moveDialog.getByRole('option', { name: last })
  await choice.waitFor()
  if (hands.kind === 'mouse') await choice.click()
  else await page.keyboard.press('Enter')
}

journeyByKeyboard(
  'The last of 2,000 folders is reached by its first letters, to open it and to move there',
  (scene) => {
    const { app, page } = scene
    return withManyFolders(app.platform, async (mailbox) => {
      const mail = await signedIn(app, page, scene.hands, uid)
      for (const hands of [keyboard(page), mouse()]) {
        const subject = ownSubject(`Paint by ${hands.kind}`)
        await deliver(app.platform, uid, { subject })
        await page.goto(app.url)
        await moveByTyping(scene, hands, subject)
        await mailbox.arrives(`${parent}/${last}`, subject)
        await openByTyping(scene, hands)
        await hands.press(mail.folder(last))
        await mail.row(subject).waitFor()
      }
      // Nobody looks on while they go.
      await page.goto('about:blank')
    })
  },
)
