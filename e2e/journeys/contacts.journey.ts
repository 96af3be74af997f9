import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { mouse } from '../hands.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'

journey('Contacts come from a file once it was seen what would come, and go again by Undo', async (scene) => {
  const { app, page, hands } = scene
  const word = randomUUID().slice(0, 8)
  const names = [`Ann ${word}`, `Bob ${word}`]
  const { words } = await signedIn(app, page, hands, 'emi')
  const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  await page.goto(`${app.url}/contacts`)
  await hands.press(page.getByRole('link', { name: words('contact-import.open'), exact: true }))
  const input = page.getByLabel(words('contact-import.file'), { exact: true })
  await hands.reach(input)
  const rows = [
    'Name;Email;Pet',
    `${names[0]};ann.${word}@example.org;cat`,
    `"${names[1]}";bob.${word}@example.org;`,
    ';;',
  ]
  const buffer = Buffer.from(`\uFEFF${rows.join('\r\n')}`, 'utf16le')
  await input.setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer })
  await hasFocus(page, page.getByRole('heading', { name: words('contact-import.preview'), exact: true }))
  await page.getByRole('row', { name: new RegExp(names[0] ?? '') }).waitFor()
  await hands.press(page.getByRole('button', { name: words.with('contact-import.take', { count: 2 }), exact: true }))
  await isSaid(words.with('contact-import.done', { count: 2 }))
  for (const name of names) await page.getByRole('option', { name }).waitFor()
  await page.keyboard.press('Control+z')
  await isSaid(words('contact-import.undone'))
  for (const name of names) await page.getByRole('option', { name }).waitFor({ state: 'detached' })
})

journey('A sender is put among the contacts, once, and taken out again by Undo', async (scene) => {
  const { app, page, hands } = scene
  const word = randomUUID().slice(0, 8)
  const subject = ownSubject('Hello')
  await deliver(app.platform, 'emi', { subject, from: `Nora ${word} <nora.${word}@harbour.example>` })
  const mail = await signedIn(app, page, hands, 'emi')
  const { words } = mail
  const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  await hands.press(mail.row(subject))
  await hands.press(page.getByRole('button', { name: words('reading.details'), exact: true }))
  const add = page.getByRole('button', { name: words('own-people.add'), exact: true })
  await hands.press(add)
  await isSaid(words.with('own-people.added', { name: `Nora ${word}` }))
  await hands.press(add)
  await isSaid(words.with('own-people.alreadyThere', { name: `Nora ${word}` }))
  await page.keyboard.press('Control+z')
  await isSaid(words.with('own-people.takenOut', { name: `Nora ${word}` }))
})

journey('A contact is added, written to by nickname, deleted and brought back', async (scene) => {
  const { app, page, hands } = scene
  const word = randomUUID().slice(0, 8)
  const [name, nickname] = [`Hana of ${word}`, `boss${word}`]
  const mailbox = await openMailbox(app.platform, 'hana')
  try {
    const { words } = await signedIn(app, page, hands, 'dov')
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const field = (key: string) => page.getByRole('textbox', { name: new RegExp(`^${words(key)}`) })
    const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })

    await page.goto(`${app.url}/contacts`)
    await hands.press(page.getByRole('link', { name: words('contacts.new'), exact: true }))
    await hasFocus(page, field('contacts.name'))
    await page.keyboard.type(name)
    await hands.write(field('contacts.nickname'), nickname)
    await hands.write(
      page.getByRole('textbox', { name: words('contacts.address'), exact: true }),
      'hana.novakova@example.gov',
    )
    await hands.reach(page.getByRole('switch', { name: words('contacts.prefersPlainText') }))
    await page.keyboard.press('Space')
    await hands.press(button('contacts.save'))
    await isSaid(words.with('contacts.saved', { name }))
    await page.getByRole('heading', { name, exact: true }).waitFor()

    await page.goto(`${app.url}/`)
    const compose = new ComposeScreen(page, words)
    await hands.press(page.getByRole('button', { name: words('folder-tree.newMessage'), exact: true }))
    await hasFocus(page, compose.field('to'))
    await page.keyboard.type(nickname)
    await compose.suggestion(name).waitFor()
    await page.keyboard.press(',')
    await compose.recipients('to').filter({ hasText: name }).waitFor()
    await page.getByText(words('wishes.isPlain'), { exact: true }).first().waitFor()
    const subject = ownSubject('For the boss')
    await hands.write(compose.subject, subject)
    await hands.write(compose.text, 'Good morning.')
    await page.keyboard.press('Control+Enter')
    await mailbox.arrives('INBOX', subject)

    await page.goto(`${app.url}/contacts`)
    await hands.write(page.getByRole('searchbox', { name: words('contacts.search') }), word)
    const line = page.getByRole('option', { name: new RegExp(name) })
    await hands.press(line)
    await hands.press(button('contacts.delete'))
    await isSaid(words.with('contacts.deleted', { name }))
    await line.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await isSaid(words.with('contacts.back', { name }))
    await line.waitFor()
    await hands.press(line)
    await hands.press(button('contacts.delete'))
    await line.waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})

journey('A contact gets a photo, which Undo takes away again, and becomes a favourite', async (scene) => {
  const { app, page, hands } = scene
  const name = `Photo of ${randomUUID().slice(0, 8)}`
  const { words } = await signedIn(app, page, hands, 'farid')
  const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  const button = (key: string) => page.getByRole('button', { name: words(key), exact: true })
  await page.goto(`${app.url}/contacts/new`)
  await hands.write(page.getByRole('textbox', { name: words('contacts.name'), exact: true }), name)
  await hands.press(button('contacts.save'))
  await isSaid(words.with('contacts.saved', { name }))

  const chooser = page.waitForEvent('filechooser')
  await hands.press(button('contact-marks.addPhoto'))
  const buffer = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
  await (await chooser).setFiles({ name: 'face.gif', mimeType: 'image/gif', buffer })
  await isSaid(words.with('contact-marks.photoChanged', { name }))
  const photo = page.getByRole('img', { name: words.with('contact-marks.photo', { name }), exact: true })
  await eventually('the photo is shown', () => photo.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0))
  await page.keyboard.press('Control+z')
  await isSaid(words.with('contact-marks.photoBack', { name }))
  await photo.waitFor({ state: 'detached' })

  await hands.press(button('contact-marks.isFavourite'))
  await isSaid(words.with('contact-marks.nowFavourite', { name }))
  await page
    .getByRole('option', { name: `${name}${words('contacts.comma')}${words('contact-marks.isFavourite')}` })
    .waitFor()
  await hands.press(button('contacts.delete'))
  await isSaid(words.with('contacts.deleted', { name }))
})

journey(
  'Two contacts of one person are merged once it was seen what comes of it, and are apart again by Undo',
  async (scene) => {
    const { app, page, hands } = scene
    const word = randomUUID().slice(0, 8)
    const { words } = await signedIn(app, page, hands, 'grace')
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    await page.goto(`${app.url}/contacts/import`)
    const cards = ['TITLE:Pilot', 'NOTE:Rings back'].map((line) =>
      ['BEGIN:VCARD', 'VERSION:3.0', `FN:Nora ${word}`, `EMAIL:nora.${word}@example.org`, line, 'END:VCARD'].join(
        '\r\n',
      ),
    )
    // By the same name and address the second would not come: it is told apart, and then found again by its address.
    const buffer = Buffer.from(cards.join('\r\n').replace(`FN:Nora ${word}`, `FN:N. ${word}`))
    const file = { name: 'people.vcf', mimeType: 'text/vcard', buffer }
    await page.getByLabel(words('contact-import.file'), { exact: true }).setInputFiles(file)
    await hands.press(page.getByRole('button', { name: words.with('contact-import.take', { count: 2 }), exact: true }))
    await isSaid(words.with('contact-import.done', { count: 2 }))

    await hands.press(page.getByRole('link', { name: words('contact-merge.open'), exact: true }))
    const part = page
      .getByRole('region', { name: words('contact-merge.title') })
      .getByRole('group', { name: new RegExp(word) })
    await part.getByText('Pilot', { exact: true }).first().waitFor()
    await hands.press(part.getByRole('button', { name: words.with('contact-merge.merge', { count: 2 }), exact: true }))
    await part.waitFor({ state: 'detached' })
    const lines = page
      .getByRole('listbox', { name: words('contacts.listName') })
      .getByRole('option', { name: new RegExp(word) })
    await eventually('one of them is in the list', async () => (await lines.count()) === 1)
    await page.keyboard.press('Control+z')
    await eventually('both are back', async () => (await lines.count()) === 2)
    await part.waitFor()
  },
)

journey('Contacts are selected, put into a group, deleted and brought back, each with one Undo', async (scene) => {
  const { app, page, hands } = scene
  const word = randomUUID().slice(0, 8)
  const { words } = await signedIn(app, page, hands, 'farid')
  const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
  const button = (text: string) => page.getByRole('button', { name: text, exact: true })
  await page.goto(`${app.url}/contacts/import`)
  const cards = ['Ann', 'Bob'].map((name) =>
    ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name} ${word}`, 'END:VCARD'].join('\r\n'),
  )
  const file = { name: 'people.vcf', mimeType: 'text/vcard', buffer: Buffer.from(cards.join('\r\n')) }
  await page.getByLabel(words('contact-import.file'), { exact: true }).setInputFiles(file)
  await hands.press(button(words.with('contact-import.take', { count: 2 })))
  await isSaid(words.with('contact-import.done', { count: 2 }))

  await hands.write(page.getByRole('searchbox', { name: words('contacts.search') }), word)
  await isSaid(words.with('contacts.found', { count: 2 }))
  const all = button(words.with('contact-selection.all', { count: 2 }))
  await hands.press(all)
  await isSaid(words.with('contact-selection.selected', { count: 2 }))
  await hands.press(button(words('contact-selection.group')))
  await page.getByRole('form', { name: words('contact-selection.group'), exact: true }).waitFor()
  // Where there are groups already, one of them is offered.
  const choice = page.getByRole('combobox', { name: words('contact-selection.groupField'), exact: true })
  if (await choice.isVisible()) await choice.selectOption({ label: words('contact-selection.newGroup') })
  await hands.write(page.getByRole('textbox', { name: words('contact-selection.newName'), exact: true }), word)
  await page.keyboard.press('Enter')
  await isSaid(words.with('contact-selection.grouped', { count: 2, group: word }))
  await page.keyboard.press('Control+z')
  await isSaid(words.with('contact-selection.groupBack', { group: word }))

  const lines = page.getByRole('listbox', { name: words('contacts.listName') }).getByRole('option')
  await hands.press(all)
  await hands.press(button(words('contacts.delete')))
  await isSaid(words.with('contact-selection.deleted', { count: 2 }))
  await lines.first().waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await isSaid(words.with('contacts.allBack', { count: 2 }))
  await eventually('both are back', async () => (await lines.count()) === 2)
  await hands.press(all)
  await hands.press(button(words('contacts.delete')))
  await lines.first().waitFor({ state: 'detached' })
})

journey(
  'A contact that is deleted in another browser while it is open is brought back by the same button',
  async (scene) => {
    const { app, page, hands, anotherPage } = scene
    const name = `Lost ${randomUUID().slice(0, 8)}`
    const { words } = await signedIn(app, page, hands, 'farid')
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    await page.goto(`${app.url}/contacts/new`)
    await hands.write(page.getByRole('textbox', { name: words('contacts.name'), exact: true }), name)
    await hands.press(page.getByRole('button', { name: words('contacts.save'), exact: true }))
    await isSaid(words.with('contacts.saved', { name }))
    const pane = page.getByRole('region', { name, exact: true })
    const edit = pane.getByRole('button', { name: words('contacts.edit'), exact: true })
    await hands.reach(edit)

    const other = await anotherPage()
    await signedIn(app, other, mouse(), 'farid')
    await other.goto(page.url())
    await other.getByRole('button', { name: words('contacts.delete'), exact: true }).click()
    await isSaid(words('contacts.isDeleted'))
    const back = pane.getByRole('button', { name: words('contacts.bringBack'), exact: true })
    await hasFocus(page, back)
    await hands.press(back)
    await isSaid(words.with('contacts.back', { name }))
    await hasFocus(page, edit)
    await other.getByRole('option', { name }).waitFor()
    await hands.press(pane.getByRole('button', { name: words('contacts.delete'), exact: true }))
    await isSaid(words.with('contacts.deleted', { name }))
  },
)
