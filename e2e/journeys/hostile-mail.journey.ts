import assert from 'node:assert/strict'
import { xssMark } from '#platform/seed/fixtures.ts'
import { hostileMails, markerOf } from '#platform/seed/content/hostile.ts'
import { eventually } from '../eventually.ts'
import { type Harm, takeWalls, type Walls, watchForHarm } from '../hostile/walls.ts'
import { journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

/** Opens every hostile message of the seed in turn and says what they achieved. */
async function openAll({ app, page, hands }: Scene, walls: Walls): Promise<Harm> {
  const letters = hostileMails.map(({ html }, index) => ({ subject: ownSubject(`Exercise ${index + 1}`), html }))
  for (const letter of letters) await deliver(app.platform, 'hana', letter)
  await takeWalls(page, walls)
  const harm = await watchForHarm(page, app.url, xssMark)
  const mail = await signedIn(app, page, hands, 'hana')
  const message = new MessageScreen(page)
  for (const [index, { subject }] of letters.entries()) {
    await mail.row(subject).click()
    await message.article(subject).waitFor()
    await eventually(`text of ${subject}`, () =>
      page.evaluate(() => {
        const frame = document.querySelector('article iframe')
        return !frame || (frame as HTMLIFrameElement).contentDocument?.readyState === 'complete'
      }),
    )
    if (walls.sanitiser && walls.frame) await isReadable(message, subject, markerOf(index + 1))
    await page.keyboard.press('Escape')
    if (walls.sanitiser || walls.frame) await mail.row(subject).waitFor()
  }
  return harm.seen()
}

/** The harmless sentence of a hostile message can still be read (security.md M6). */
async function isReadable(message: MessageScreen, subject: string, marker: string): Promise<void> {
  await message.frame.getByText(marker).or(message.article(subject).getByText(marker)).first().waitFor()
}

/** The parser that cleans reports every handler it throws away to the console; that is no fault. */
const hostileJourney = (promise: string, walk: (scene: Scene) => Promise<void>) =>
  journeyByKeyboard(promise, walk, { policySpeaks: true })

hostileJourney('Hostile mail runs nothing and asks nobody', async (scene) => {
  const harm = await openAll(scene, { sanitiser: true, frame: true })
  assert.deepEqual(harm, { executions: [], requests: [] })
})

hostileJourney('Hostile mail runs nothing and asks nobody by frame and policy alone', async (scene) => {
  const harm = await openAll(scene, { sanitiser: false, frame: true })
  assert.deepEqual(harm, { executions: [], requests: [] })
})

hostileJourney('Hostile mail runs nothing and asks nobody by the sanitiser alone', async (scene) => {
  const harm = await openAll(scene, { sanitiser: true, frame: false })
  assert.deepEqual(harm, { executions: [], requests: [] })
})

hostileJourney(
  'Without either wall the same mail does its harm, so the three journeys above can fail',
  async (scene) => {
    const harm = await openAll(scene, { sanitiser: false, frame: false }).catch((error: unknown) => error)
    const { executions, requests } =
      harm instanceof Error ? { executions: [harm.message], requests: [] } : (harm as Harm)
    assert.ok(executions.length + requests.length > 0)
  },
)
