import assert from 'node:assert/strict'
import { runningApp } from '../app.ts'
import { openedJourneys } from '../hostile/opened-journeys.ts'
import { openMessages, wholeMessages } from '../hostile/open-messages.ts'
import { register } from '../registry.ts'

openedJourneys('the sanitiser', { sanitiser: true, frame: false })

register(
  'Without either wall hostile messages opened in the app do their harm, so that the others can fail',
  async () => {
    const { app } = await runningApp()
    // Others would lead the page away, and nothing could be counted.
    const some = wholeMessages.filter(({ name }) => /hostile-0[1237]$/.test(name))
    const harm = await openMessages(app, some, { sanitiser: false, frame: false })
    assert.ok(harm.executions.length > 3)
    assert.ok(harm.requests.length > 0)
  },
)
