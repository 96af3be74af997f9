import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { reportPolicy } from '#contract/policy-reports.ts'
import { eventually } from '../eventually.ts'
import { journeyByKeyboard } from '../journey.ts'

journeyByKeyboard(
  'What the policy of the page stops is reported to the server, which notes the rule and no address',
  async ({ app, page }) => {
    const log = () => readFileSync(app.serverLog, 'utf8')
    await page.goto(app.url)
    const reported = page.waitForResponse((response) => new URL(response.url()).pathname === reportPolicy.path)
    await page.evaluate(() => (new Image().src = 'https://elsewhere.example/seen.png'))
    assert.equal((await reported).status(), 204)
    await eventually('a line in the log', () => /"outcome":"img-src".*"policy-stopped"/.test(log()))
    assert.doesNotMatch(log(), /elsewhere\.example/)
  },
  { policySpeaks: true },
)
