import assert from 'node:assert/strict'
import { type Locator, type Page } from 'playwright-core'
import { type FolderList } from '#contract/folders.ts'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonMatches } from '../soon.ts'

const desk = { owner: 'Permit Desk', address: 'permits@example.gov', path: 'Other Users/permits' }

/** The address of the page that shows a folder of a mailbox. */
async function inboxOf(page: Page, url: string, owner: string | null): Promise<string> {
  const { items } = (await (await page.request.get(`${url}/api/folders`)).json()) as FolderList
  const inbox = items.find((folder) => folder.owner === owner && folder.role === 'inbox')
  if (!inbox) throw new Error(`no inbox of ${owner}`)
  return `${url}/mail/${inbox.id}`
}

const band = ({ page, words }: MailScreen) => page.getByRole('region', { name: words('acting.region') })

journey('In the mailbox of somebody else the page says whose it is, and an answer is theirs', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('A fence by the river')
  await app.platform.deliver(letter(subject, desk.address), desk.address)
  const mail = await signedIn(app, page, hands, 'ben')
  const { words } = mail
  assert.equal(await band(mail).count(), 0)

  const tree = page.getByRole('tree', { name: words.with('folder-tree.shared', { owner: desk.owner }) })
  await hands.press(tree.getByRole('treeitem').first())
  await band(mail).waitFor()
  await soonMatches(() => band(mail).innerText(), /Acting for Permit Desk[^]*permits@example\.gov/)
  await eventually('the title begins with the mailbox', async () =>
    (await page.title()).startsWith('Permit Desk: Inbox'),
  )
  const entered = words.with('acting.entered', { owner: desk.owner })
  await eventually('the change of mailbox is said', async () => (await announced(page)).includes(entered))
  const list = words.with('mail.ofMailbox', { mailbox: desk.owner, what: words('app.regionList') })
  await page.getByRole('region', { name: list, exact: true }).waitFor()

  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await hands.press(message.tool('reply'))
  await page.getByRole('heading', { name: /^Permit Desk: Reply to / }).waitFor()
  await page.keyboard.type('A metre and a half.')
  await page.keyboard.press('Control+Enter')

  const theirs = await openMailbox(app.platform, 'ben')
  try {
    const copy = await theirs.arrives(`${desk.path}/Sent`, `Re: ${subject}`)
    assert.match(copy.raw.toString(), /^From: Permit Desk <permits@example\.gov>\r$/m)
    assert.equal(await theirs.find('Sent', `Re: ${subject}`), null)
    await eventually('the original is marked as answered there', async () =>
      Boolean((await theirs.find(desk.path, subject))?.flags.has('\\Answered')),
    )
  } finally {
    await theirs.close()
  }
  const opens = page.context().waitForEvent('page')
  await hands.press(band(mail).getByRole('link', { name: words('acting-window.open') }))
  const theirWindow = await opens
  await theirWindow.getByRole('region', { name: words('acting.region') }).waitFor()
  await eventually('the window is named after the mailbox', async () =>
    (await theirWindow.title()).includes('Permit Desk: Inbox'),
  )
  await theirWindow.close()
  await hands.press(band(mail).getByRole('link', { name: words('acting.toOwn') }))
  await eventually('the band has gone', async () => (await band(mail).count()) === 0)
})

function letter(subject: string, to: string): string {
  return [
    ...['From: Nora Fields <nora.fields@harbour.example>', `To: ${to}`, `Subject: ${subject}`],
    ...[
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${crypto.randomUUID()}@harbour.example>`,
    ],
    ...['', 'How high may it be?', ''],
  ].join('\r\n')
}

journeyByKeyboard('Who may only read somebody’s mailbox is told so, and why a key does nothing', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('A wall by the mill')
  await app.platform.deliver(letter(subject, desk.address), desk.address)
  const mail = await signedIn(app, page, hands, 'emi')
  const { words } = mail
  await page.goto(await inboxOf(page, app.url, desk.owner))
  await band(mail).waitFor()
  await soonMatches(() => band(mail).innerText(), /Not permitted in this folder: .*moving and deleting/)
  await mail.row(subject).focus()
  await page.keyboard.press('Delete')
  const why = words.with('acting.refused.remove', { owner: desk.owner, folder: words('mail.role.inbox') })
  await eventually(`"${why}" is said`, async () => (await announced(page)).includes(why))
  await mail.row(subject).waitFor()
})

interface Place {
  owner: string | null
  /** Who an answer from there is from, as its header says. */
  from: string
  sent: string
  inbox: string
  address: string
  heading: RegExp
}

/** Ben works in three mailboxes: his own, the permit desk's, and that of the head of his department, for whom he writes. */
journeyByKeyboard(
  'Twenty answers from three mailboxes go out from where each belongs',
  async (scene) => {
    const { app, page, hands } = scene
    const [ben, emi] = [person(app, 'ben'), person(app, 'emi')]
    const hers = await openMailbox(app.platform, 'emi')
    const folders = ['INBOX', 'Sent']
    for (const folder of folders) await hers.letIn(folder, 'ben', 'lrswit')
    const his = await openMailbox(app.platform, 'ben')
    try {
      const places: Place[] = [
        {
          owner: null,
          from: `Ben Okafor <${ben.address}>`,
          sent: 'Sent',
          inbox: 'INBOX',
          address: ben.address,
          heading: /^Reply to /,
        },
        {
          ...{ owner: desk.owner, from: `Permit Desk <${desk.address}>`, sent: `${desk.path}/Sent`, inbox: desk.path },
          ...{ address: desk.address, heading: /^Permit Desk: Reply to / },
        },
        {
          ...{
            owner: emi.name,
            from: `Emi Tanaka <${emi.address}>`,
            sent: 'Other Users/emi/Sent',
            inbox: 'Other Users/emi',
          },
          ...{ address: emi.address, heading: /^Emi Tanaka: Reply to / },
        },
      ]
      const mail = await signedIn(app, page, hands, 'ben')
      const answered: [Place, string][] = []
      for (let turn = 0; turn < 20; turn += 1) {
        const place = places[(turn * 2 + (turn % 2)) % places.length]!
        answered.push([place, await answerFrom(place, mail, turn)])
      }
      // What was sent can be taken back for a while, and goes out only then.
      for (const [place, subject] of answered) await arrivedIn(place, his, subject)

      async function answerFrom(place: Place, screen: MailScreen, turn: number): Promise<string> {
        const subject = ownSubject(`Question ${turn}`)
        await app.platform.deliver(letter(subject, place.address), place.address)
        // The page is never loaded anew: lists of before are still known, and must have what came since.
        await hands.press(inboxIn(screen, place.owner))
        const isListed = async () => {
          if ((await screen.row(subject).count()) > 0) return true
          // Who chose the folder is in its list, so what comes then waits for a button.
          if ((await screen.waiting.count()) > 0) await hands.press(screen.waiting)
          return false
        }
        // As long as it may take to come to a mailbox (`mailbox.arrives`).
        await eventually('the new message is in the list', isListed, { withinMs: 30_000 })
        await screen.row(subject).focus()
        await page.keyboard.press('Enter')
        await new MessageScreen(page).isReached(subject)
        await hands.press(new MessageScreen(page).tool('reply'))
        await page.getByRole('heading', { name: place.heading }).waitFor()
        await eventually('the title and the part of the page name the mailbox first', () => names(place, page))
        await page.keyboard.type('An answer.')
        await page.keyboard.press('Control+Enter')
        await page.getByRole('heading', { name: place.heading }).waitFor({ state: 'detached' })
        return subject
      }
    } finally {
      for (const folder of folders) await hers.letIn(folder, 'ben', '')
      await hers.close()
      await his.close()
    }
  },
  { weight: 8 },
)

/** The inbox of a mailbox among the folders. */
function inboxIn(screen: MailScreen, owner: string | null): Locator {
  if (owner === null) return screen.folder(screen.words('mail.role.inbox'))
  const tree = screen.page.getByRole('tree', { name: screen.words.with('folder-tree.shared', { owner }) })
  return tree.getByRole('treeitem').first()
}

async function names({ owner }: Place, page: Page): Promise<boolean> {
  const compose = new ComposeScreen(page)
  const region = owner === null ? 'Your message' : `${owner}: Your message`
  const isInRegion = (await page.getByRole('region', { name: region, exact: true }).getByRole('heading').count()) > 0
  return isInRegion && (await compose.text.count()) === 1 && (await page.title()).startsWith(owner ?? 'Reply to')
}

/** In the right Sent, from the right address, and in no other Sent. */
async function arrivedIn({ sent, from, owner }: Place, his: Mailbox, subject: string): Promise<void> {
  const raw = (await his.arrives(sent, `Re: ${subject}`)).raw.toString()
  assert.equal(/^From: (.*)\r$/m.exec(raw)?.[1], from)
  assert.equal(/^Sender: /m.test(raw), owner === 'Emi Tanaka')
  for (const other of ['Sent', `${desk.path}/Sent`, 'Other Users/emi/Sent']) {
    if (other !== sent) assert.equal(await his.countOf(other, `Re: ${subject}`), 0)
  }
}
