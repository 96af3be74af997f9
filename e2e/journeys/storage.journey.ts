import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type StorageState } from '#contract/storage.ts'
import { eventually } from '../eventually.ts'
import { announced, listens } from '../focus.ts'
import { mouse } from '../hands.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { soonMatches } from '../soon.ts'

/** Larger than anything else the person has from there. */
const planBytes = 400_000

const isSaid = ({ page }: Scene, text: string) =>
  eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))

journey('What takes room leads to the messages of a sender, which are deleted and brought back', async (scene) => {
  const { app, page, hands } = scene
  const word = randomUUID().slice(0, 8)
  const address = `plans.${word}@harbour.example`
  const subjects = [ownSubject('Plan'), ownSubject('Plan')]
  const attachment = { name: 'plan.pdf', type: 'application/pdf', content: Buffer.alloc(planBytes, 'p') }
  for (const subject of subjects)
    await deliver(app.platform, 'ines', { subject, attachment, from: `Plans ${word} <${address}>` })
  const mailbox = await openMailbox(app.platform, 'ines')
  try {
    for (const subject of subjects) await mailbox.arrives('INBOX', subject)
    const mail = await signedIn(app, page, hands, 'ines')
    const { words } = mail
    await page.goto(`${app.url}/settings/storage`)
    await page.getByRole('meter', { name: words('storage.meter') }).waitFor()
    await hands.press(page.getByRole('button', { name: words('storage.look'), exact: true }))
    const senders = page.getByRole('table', { name: words('storage.table.senders') })
    const sender = senders.getByRole('row', { name: new RegExp(`Plans ${word}`) })
    await sender.waitFor()
    await soonMatches(() => sender.innerText(), /\b2\b/)

    await hands.press(sender.getByRole('button'))
    for (const subject of subjects) await mail.row(subject).waitFor()
    await hands.reach(mail.row(subjects[0] ?? ''))
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    for (const subject of subjects) await mailbox.leaves('INBOX', subject)
    await isSaid(scene, words.with('actions.done.delete', { count: 2 }))
    await page.keyboard.press('Control+z')
    for (const subject of subjects) await mailbox.arrives('INBOX', subject)
  } finally {
    await mailbox.close()
  }
})

journey('A mailbox that fills says so as mail comes, and leads to what takes room', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, 'jonas')
  const filling = `Filling${randomUUID().slice(0, 6)}`
  try {
    const mail = await signedIn(app, page, hands, 'jonas')
    const { words } = mail
    const wasSaid = await listens(page)
    const quota = (await (await page.request.get(`${app.url}/api/storage`)).json()) as {
      quota: { usedBytes: number; limitBytes: number }
    }
    const { usedBytes, limitBytes } = quota.quota
    const letter = (bytes: number) =>
      `Subject: ${filling}\r\n\r\n${'x'
        .repeat(76)
        .concat('\r\n')
        .repeat(bytes / 78)}`
    const pieceBytes = Math.ceil((limitBytes * 0.9 - usedBytes) / 4)
    await mailbox.putSources(
      filling,
      Array.from({ length: 4 }, () => letter(pieceBytes)),
    )
    // Mail that comes makes the app look again how full it is.
    await deliver(app.platform, 'jonas', { subject: ownSubject('One more') })
    const banner = page.getByRole('region', { name: words.like('storage.nearTitle') })
    await banner.waitFor()
    const title = await banner.getByText(words.like('storage.nearTitle')).first().innerText()
    await eventually(`"${title}" was said`, () => wasSaid(title))
    await hands.press(banner.getByRole('link', { name: words('storage.see') }))
    await page.getByRole('meter', { name: words('storage.meter') }).waitFor()
  } finally {
    await mailbox.drop(filling).catch(() => undefined)
    await mailbox.close()
  }
})

/** What is left free of a mailbox that is filled step by step, by what another program puts there. */
async function filler({ app, page }: Scene, mailbox: Mailbox) {
  const folders: string[] = []
  const { quota } = (await (await page.request.get(`${app.url}/api/storage`)).json()) as StorageState
  const limitBytes = quota?.limitBytes ?? 0
  async function leave(freeBytes: number): Promise<void> {
    const { quota: now } = (await (await page.request.get(`${app.url}/api/storage`)).json()) as StorageState
    const folder = `Filling${randomUUID().slice(0, 6)}`
    folders.push(folder)
    const bytes = limitBytes - (now?.usedBytes ?? 0) - freeBytes
    await mailbox.putSources(folder, [
      `Subject: ${folder}\r\n\r\n${'x'
        .repeat(76)
        .concat('\r\n')
        .repeat(bytes / 78)}`,
    ])
  }
  const empty = () => Promise.allSettled(folders.map((folder) => mailbox.drop(folder)))
  return { limitBytes, leave, empty }
}

/** Somebody writes to a person in a browser of their own. */
async function writeTo({ app, anotherPage }: Scene, uid: string, subject: string): Promise<void> {
  const page = await anotherPage()
  const hands = mouse()
  const mail = await signedIn(app, page, hands, 'ines')
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.field('to'), person(app, uid).address)
  await page.keyboard.press('Enter')
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'Good morning.')
  await hands.press(compose.send)
}

journey(
  'Mail of a colleague takes a mailbox over 80, 95 and 100 %, each said once in words, and a draft without room leads to what takes it',
  async (scene) => {
    const { app, page, hands } = scene
    const mailbox = await openMailbox(app.platform, 'jonas')
    const mail = await signedIn(app, page, hands, 'jonas')
    const { words } = mail
    const wasSaid = await listens(page)
    const filling = await filler(scene, mailbox)
    const crossed = async (percent: RegExp) => {
      const banner = page.getByRole('region', { name: percent })
      await banner.waitFor()
      const title = (await banner.getAttribute('aria-label')) ?? ''
      await eventually(`"${title}" was said`, () => wasSaid(title))
    }
    try {
      await filling.leave(filling.limitBytes * 0.17)
      await writeTo(scene, 'jonas', ownSubject('First'))
      await crossed(/\b8[2-4]%/)
      // Dovecot wrote as well.
      await hands.press(mail.row('Your mailbox is 80% full').first())
      const carried = page.getByRole('region', { name: words('carried.section') })
      await carried.getByRole('link', { name: words('storage.see'), exact: true }).waitFor()
      await filling.leave(filling.limitBytes * 0.03)
      await deliver(app.platform, 'jonas', { subject: ownSubject('Second') })
      await crossed(/\b9[67]%/)
      await filling.leave(6_000)
      await deliver(app.platform, 'jonas', { subject: ownSubject('Third') })
      await crossed(new RegExp(`^${words('storage.fullTitle')}$`))
      await assert.rejects(deliver(app.platform, 'jonas', { subject: ownSubject('Fourth'), text: 'x\n'.repeat(9_000) }))

      await hands.press(mail.newMessage)
      const compose = new ComposeScreen(page)
      await hands.reach(compose.text)
      await compose.text.fill('letter '.repeat(900))
      await hands.reach(compose.subject)
      const form = page.getByRole('region', { name: words('app.regionCompose'), exact: true })
      await hands.press(form.getByRole('link', { name: words('drafts.makeRoom'), exact: true }))
      await page.getByText(words('storage.stops')).first().waitFor()
    } finally {
      await filling.empty()
      await mailbox.close()
    }
  },
  { weight: 3 },
)

journey('The largest messages are kept as a search in the folder list by one press, and taken back', async (scene) => {
  const { app, page, hands } = scene
  const { words } = await signedIn(app, page, hands, 'ines')
  await page.goto(`${app.url}/settings/storage`)
  const name = words.with('storage.large', { size: '5 MB' })
  await hands.press(page.getByRole('button', { name: new RegExp(`^${words('storage.keep')} ?: ${name}$`) }))
  await isSaid(scene, words.with('saved-searches.saved', { name }))
  await hands.press(page.getByRole('button', { name: words('ui.undo'), exact: true }))
  await isSaid(scene, words.with('saved-searches.removed', { name }))
})
