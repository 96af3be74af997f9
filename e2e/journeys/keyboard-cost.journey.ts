import assert from 'node:assert/strict'
import { journeyByKeyboard } from '../journey.ts'
import { measureKeyboardCost } from '../measures/keyboard-cost.ts'

journeyByKeyboard('The tasks of every day cost few keys', async ({ app, page }) => {
  for (const { task, keys, atMost } of await measureKeyboardCost(app, page)) {
    assert.ok(keys.length <= atMost, `${task}: ${keys.join(', ')}`)
  }
})
