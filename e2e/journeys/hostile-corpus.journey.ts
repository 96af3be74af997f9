import assert from 'node:assert/strict'
import { runningApp } from '../app.ts'
import { launchChromium } from '../chromium.ts'
import { startCanary } from '../hostile/canary.ts'
import { type HostileCase } from '../hostile/cases/case.ts'
import { hostileCorpus } from '../hostile/cases/all.ts'
import { buildReceivedPage, openMails, type StandingWalls } from '../hostile/received-page.ts'
import { type Findings } from '../hostile/in-page.ts'
import { register } from '../registry.ts'

type Harm = Record<keyof Findings | 'requests' | 'stopped', string[]>

/** So many messages on one page: more make each layout slow, fewer make many pages. */
const atOnce = 50

let built: Promise<void> | null = null

/** Opens cases and says what they achieved, by name, and who elsewhere was asked. */
async function harmOf(cases: readonly HostileCase[], walls: StandingWalls): Promise<Harm> {
  await (built ??= buildReceivedPage())
  const { app } = await runningApp()
  const policy = (await fetch(app.url)).headers.get('content-security-policy') ?? ''
  assert.match(policy, /require-trusted-types-for/)
  const canary = await startCanary()
  const browser = await launchChromium({ elsewherePort: canary.port })
  const harm: Harm = { executions: [], active: [], covered: [], unreadable: [], focus: [], requests: [], stopped: [] }
  const batches = Array.from({ length: Math.ceil(cases.length / atOnce) }, (_, n) =>
    cases.slice(n * atOnce, (n + 1) * atOnce),
  )
  const work = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const mails = batch.map(({ html }) => `<p>Plain words to read.</p>${html}`)
      const opened = await openMails(browser, { url: app.url, policy }, mails, walls)
      for (const key of Object.keys(harm) as (keyof Harm)[]) {
        harm[key].push(...opened[key].map((entry) => named(batch, entry)))
      }
    }
  }
  try {
    await Promise.all([work(), work()])
    harm.requests.push(...canary.asked())
    return harm
  } finally {
    await browser.close()
    canary.stop()
  }
}

/** Findings begin with the number of the message on its page. */
function named(batch: readonly HostileCase[], entry: string): string {
  const found = /^\d+/.exec(entry) ? batch[Number.parseInt(entry, 10)] : undefined
  return found ? `${found.kind}, ${found.name}: ${entry.replace(/^\d+(?:: )?/, '')}` : entry
}

const hostileCases = Object.values(hostileCorpus).flat()

/** The cases that bring something that can run. */
const scripted = hostileCases.filter(({ html }) => /__curbcutXss|;base64,|&#0000/.test(html))

register('The hostile corpus has at least three hundred cases, no two of them alike', () => {
  assert.ok(hostileCases.length >= 300)
  assert.equal(new Set(hostileCases.map(({ html }) => html)).size, hostileCases.length)
  return Promise.resolve()
})

const nothing = { executions: [], active: [], covered: [], unreadable: [], focus: [], requests: [], stopped: [] }
for (const [name, cases] of Object.entries(hostileCorpus)) {
  register(
    `The hostile corpus achieves nothing by ${name}, comes nowhere near a policy, and its plain words can be read`,
    async () => {
      assert.deepEqual(await harmOf(cases, { sanitiser: true, policy: true, sandbox: true }), nothing)
    },
  )
}

/** Each wall alone; so also any two of them. */
const alone: Record<string, StandingWalls> = {
  sanitiser: { sanitiser: true, policy: false, sandbox: false },
  policy: { sanitiser: false, policy: true, sandbox: false },
  sandbox: { sanitiser: false, policy: false, sandbox: true },
}
for (const [name, walls] of Object.entries(alone)) {
  register(`The hostile corpus runs nothing where only the ${name} stands`, async () => {
    assert.deepEqual((await harmOf(scripted, walls)).executions, [])
  })
}

register(
  'Without the sanitiser the policies report what they hold back, so that their silence above says something',
  async () => {
    const { stopped } = await harmOf(scripted.slice(0, atOnce), { sanitiser: false, policy: true, sandbox: true })
    assert.ok(stopped.length > 5, stopped.join('\n'))
  },
)

register('Without any wall the corpus does its harm, so that the journeys above can fail', async () => {
  const some = hostileCases.filter(({ kind }, index) => kind !== 'heavy' && index % 5 === 0)
  const { executions, active, requests } = await harmOf(some, { sanitiser: false, policy: false, sandbox: false })
  assert.ok(executions.length > 5)
  assert.ok(active.length > some.length / 2)
  assert.ok(requests.length > 5)
})
