import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { asContainer, authorityOf, compressedCms, signedBeside, SigningOffice } from '#platform/testing/smime.ts'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { wordsOf } from '../words.ts'

const words = wordsOf('en')
const address = 'nora.fields@harbour.example'
const content = 'Content-Type: text/plain; charset=utf-8\r\n\r\nThe gate is two metres wide.'

/** Delivers a message as it is written, and opens it. */
async function open({ app, page, hands }: Scene, subject: string, source: (headers: string[]) => string) {
  const hana = app.platform.people.find(({ uid }) => uid === 'hana')
  assert.ok(hana)
  const headers = [`From: Nora Fields <${address}>`, `To: ${hana.address}`, `Subject: ${subject}`]
  await app.platform.deliver(source(headers), hana.address)
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.row(subject))
  await new MessageScreen(page).isReached(subject)
  const article = page.getByRole('article', { name: subject, exact: true })
  return { article, notices: article.getByRole('region', { name: words('signatures.section') }) }
}

/** Signs as Nora, by a certificate of the authority that is trusted here. */
async function sign({ app }: Scene, ...more: string[]): Promise<Buffer> {
  const office = new SigningOffice()
  try {
    const nora = await office.certificate(authorityOf(app.platform), { address, subject: '/CN=Nora Fields' })
    return await office.sign(content, nora, ...more)
  } finally {
    office.close()
  }
}

journeyByKeyboard('A signed message says by whom it is signed, on the screen and aloud', async (scene) => {
  const { page, hands } = scene
  const signature = await sign(scene)
  const { article, notices } = await open(scene, ownSubject('Signed'), (headers) =>
    signedBeside(headers, content, signature),
  )
  await article.getByText('The gate is two metres wide.').first().waitFor()
  const verdict = words.with('signatures.verdict.valid.title', { name: 'Nora Fields' })
  await notices.getByText(verdict, { exact: true }).first().waitFor()
  await eventually('what came of it', async () => (await announced(page)).includes(verdict))
  assert.equal(await article.getByText('smime.p7s').count(), 0)
  const more = notices.locator('summary', { hasText: words('signatures.more') })
  await hands.press(more)
  await notices.getByText(words('signatures.issuer'), { exact: true }).first().waitFor()
  await hasFocus(page, more)
})

journeyByKeyboard('A message that was changed since it was signed says so', async (scene) => {
  const signature = await sign(scene)
  const changed = content.replace('two', 'ten')
  const { article, notices } = await open(scene, ownSubject('Changed'), (headers) =>
    signedBeside(headers, changed, signature),
  )
  await article.getByText('The gate is ten metres wide.').first().waitFor()
  const verdict = words('signatures.verdict.changed.title')
  await notices.getByText(verdict, { exact: true }).first().waitFor()
  await eventually('what came of it', async () => (await announced(scene.page)).includes(verdict))
})

journeyByKeyboard('A message inside its signature is read in place', async (scene) => {
  const signature = await sign(scene, '-nodetach')
  const { notices } = await open(scene, ownSubject('Inside'), (headers) =>
    asContainer(headers, 'signed-data', signature),
  )
  await notices.getByRole('group').getByText('The gate is two metres wide.').first().waitFor()
  await notices
    .getByText(words.with('signatures.verdict.valid.title', { name: 'Nora Fields' }))
    .first()
    .waitFor()
})

journeyByKeyboard('An answer to a message inside its signature quotes what is in it', async (scene) => {
  const signature = await sign(scene, '-nodetach')
  const subject = ownSubject('Quoted')
  const { notices } = await open(scene, subject, (headers) => asContainer(headers, 'signed-data', signature))
  await notices.getByRole('group').getByText('The gate is two metres wide.').first().waitFor()
  await scene.hands.press(new MessageScreen(scene.page).tool('reply'))
  const { text } = new ComposeScreen(scene.page)
  await eventually('the quote', async () => (await text.inputValue()).includes('> The gate is two metres wide.'))
})

journeyByKeyboard('A compressed message is read in place, with its files', async (scene) => {
  const parts = [
    ...['Content-Type: multipart/mixed; boundary=in', '', '--in', content],
    ...['--in', 'Content-Type: text/csv; name=gates.csv', '', 'gate,metres', '--in--', ''],
  ]
  const { notices } = await open(scene, ownSubject('Packed'), (headers) =>
    asContainer(headers, 'compressed-data', compressedCms(parts.join('\r\n'))),
  )
  const inside = notices.getByRole('group', { name: words('signatures.packed.label') })
  await inside.getByText('The gate is two metres wide.').first().waitFor()
  const saving = scene.page.waitForEvent('download')
  await scene.hands.press(inside.getByRole('link', { name: /gates\.csv/ }))
  assert.equal(readFileSync(await (await saving).path(), 'utf8').trim(), 'gate,metres')
})

journeyByKeyboard('An encrypted message says what to do, and is saved as a whole', async (scene) => {
  const { page, hands } = scene
  const armour = ['-----BEGIN PGP MESSAGE-----', '', 'hQEMA2Vn', '-----END PGP MESSAGE-----', '']
  const { article, notices } = await open(scene, ownSubject('Encrypted'), (headers) =>
    [...headers, '', ...armour].join('\r\n'),
  )
  await notices.getByText(words('signatures.sealed.openpgp')).first().waitFor()
  assert.equal(await article.getByText('BEGIN PGP MESSAGE').count(), 0)
  const saving = page.waitForEvent('download')
  await hands.press(notices.getByRole('link', { name: words('reading.saveWhole') }))
  const saved = await saving
  assert.match(saved.suggestedFilename(), /\.eml$/)
  assert.match(readFileSync(await saved.path(), 'utf8'), /BEGIN PGP MESSAGE/)
})
