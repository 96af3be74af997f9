import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { mouse } from '../hands.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { kept } from '../kept.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { SearchScreen } from '../screens/search-screen.ts'
import { soonEqual } from '../soon.ts'

journey('A message is found by its subject, read, archived and brought back', async ({ app, page, hands }) => {
  const subject = ownSubject('Quokka crossing')
  const word = subject.split(' ').at(-1) ?? ''
  await deliver(app.platform, 'ada', { subject })
  const mailbox = await openMailbox(app.platform, 'ada')
  const mail = await signedIn(app, page, hands, 'ada')
  // Another row than the one that is moved and has another id then.
  await hasFocus(page, mail.row(subject))
  await page.keyboard.press('ArrowDown')
  const left = await page.locator(':focus').getAttribute('data-row-id')
  const search = new SearchScreen(page)
  const message = new MessageScreen(page)
  try {
    if (hands.kind === 'mouse') await hands.write(search.box, word)
    else {
      await page.keyboard.press('Control+/')
      await page.keyboard.type(word)
    }
    await page.keyboard.press('Enter')
    await search.heading(word).waitFor()
    await hasFocus(page, mail.row(subject))
    await search.count.waitFor()
    await eventually('the count is told', async () => (await announced(page)).includes(word))
    assert.ok(!page.url().includes(word), 'the words are not in the address')
    if (hands.kind === 'mouse') await hands.press(mail.row(subject))
    else await page.keyboard.press('Enter')
    await message.isReached(subject)
    await hands.press(message.tool('archive'))
    await mailbox.leaves('INBOX', subject)
    await hands.press(mail.undo)
    await mailbox.arrives('INBOX', subject)
    await mail.row(subject).waitFor()
    if (hands.kind === 'mouse') await hands.press(search.back)
    else {
      await hands.press(mail.row(subject))
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    }
    await eventually('the row that was left', async () => {
      return (await page.locator(':focus').getAttribute('data-row-id')) === left
    })
  } finally {
    await mailbox.close()
  }
})

journey(
  'A search is kept, found among the folders by another browser, and taken back after deleting',
  async ({ app, page, hands, anotherPage }) => {
    const subject = ownSubject('Narwhal')
    const word = `narwhal${subject.slice(-8)}`
    await deliver(app.platform, 'ada', { subject, text: `A ${word} for the harbour.` })
    const mail = await signedIn(app, page, hands, 'ada')
    const search = new SearchScreen(page)
    await hands.write(search.box, word)
    await page.keyboard.press('Enter')
    await hasFocus(page, mail.row(subject))
    await hands.press(search.save)
    await hasFocus(page, search.savedName)
    await soonEqual(() => search.savedName.inputValue(), word)
    await page.keyboard.type(`Harbour ${word}`)
    await page.keyboard.press('Enter')
    await hasFocus(page, search.save)
    await search.saved(word).waitFor()

    const elsewhere = await anotherPage()
    const there = await signedIn(app, elsewhere, mouse(), 'ada')
    await new SearchScreen(elsewhere).saved(word).click()
    await hasFocus(elsewhere, there.row(subject))

    await hands.reach(search.saved(word))
    await page.keyboard.press('Shift+F10')
    await hands.press(search.savedItem('remove'))
    await search.saved(word).waitFor({ state: 'detached' })
    await kept(page, /^\/api\/saved-searches/, () => hands.press(mail.undo))
    await search.saved(word).waitFor()
    await page.reload()
    await search.saved(word).waitFor()
  },
)

journey('A search is put together from the options, and words in the text are found', async ({ app, page, hands }) => {
  const subject = ownSubject('Minutes')
  const word = `okapi${subject.slice(-8)}`
  await deliver(app.platform, 'ada', { subject, text: `Among much else the ${word} was seen.` })
  const mail = await signedIn(app, page, hands, 'ada')
  const search = new SearchScreen(page)
  await hands.press(search.optionsButton)
  await hands.write(search.option('words'), word)
  await hands.write(search.option('after'), '2020-01-31')
  await hands.press(search.submit)
  await hasFocus(page, mail.row(subject))
  await soonEqual(() => search.box.inputValue(), `${word} after:2020-01-31`)
  await page.locator('mark', { hasText: word }).waitFor()
})

journeyByKeyboard('With nothing found the words can be mended at once, and Escape goes back', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'ada')
  const search = new SearchScreen(page)
  await page.keyboard.press('Control+/')
  await page.keyboard.type('zzznothing subject:zzz')
  await page.keyboard.press('Enter')
  await search.nothing.waitFor()
  await hasFocus(page, search.box)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('in:Attic ramp')
  await page.keyboard.press('Enter')
  await page
    .getByText(search.words.with('search.fault.noFolder', { piece: 'Attic' }))
    .last()
    .waitFor()
  await hasFocus(page, search.box)
  await hands.press(search.back)
  await mail.rows.first().waitFor()
})

journeyByKeyboard('All messages from whoever wrote this one are a button away', async ({ app, page, hands }) => {
  const subject = ownSubject('Ramp at the mill')
  const sender = `mill.${subject.split(' ').at(-1) ?? ''}@mill.example`
  for (const each of [subject, ownSubject('Another ramp')]) {
    await deliver(app.platform, 'ada', { subject: each, from: sender })
  }
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await hands.press(message.details)
  await hands.press(page.getByRole('button', { name: message.words('sender-actions.all'), exact: true }))
  await new SearchScreen(page).heading(`from:${sender}`).waitFor()
  await mail.row(subject).waitFor()
  await eventually('both are found', async () => (await mail.rows.count()) === 2)
})
