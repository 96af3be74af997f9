import assert from 'node:assert/strict'
import { runningApp } from '../app.ts'
import { register } from '../registry.ts'
import { hostileCorpus } from './cases/all.ts'
import { type HostileMessage } from './messages.ts'
import { asMessage, openMessages, wholeMessages } from './open-messages.ts'
import { type Walls } from './walls.ts'

const nothing = { executions: [], covered: [], focus: [], unseen: [], requests: [] }
const pieces = Object.values(hostileCorpus).flat().map(asMessage)
const third = Math.ceil(pieces.length / 3)

/** So many are opened while most other journeys are walked. */
const messagesOfOthers = 15

/** All of the corpus in shares, each of which takes less than a minute. */
const shares: Record<string, readonly HostileMessage[]> = {
  'the first third of the corpus': pieces.slice(0, third),
  'the second third of the corpus': pieces.slice(third, 2 * third),
  'the last third of the corpus': pieces.slice(2 * third),
  'messages hostile as a whole': wholeMessages,
}

/** Opens every hostile message in the app with only some walls standing, and expects nothing to come of it. */
export function openedJourneys(standing: string, walls: Walls): void {
  for (const [share, messages] of Object.entries(shares)) {
    register(
      `With ${standing} alone, ${share} opened in the app: nothing runs, asks, covers or takes the focus`,
      async () => {
        const { app } = await runningApp()
        assert.deepEqual(await openMessages(app, messages, walls), nothing)
      },
      { weight: Math.ceil(messages.length / messagesOfOthers) },
    )
  }
}
