import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoint.ts'
import { endpoints } from '#contract/endpoints.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { hostileStrings } from '#server/testing/hostile-strings.ts'
import { type Json, leavesOf, sampleOf, withLeaf, withoutLeaf } from '#server/testing/schema-samples.ts'

const parts = ['params', 'query', 'body'] as const
type Parts = Partial<Record<(typeof parts)[number], Json>>

/** Streams that end with the session only. */
const endless = new Set(['live-events'])
/** They end what the next request needs. */
const last = new Set(['sign-out', 'leave-provider', 'sign-out-device', 'sign-out-other-devices', 'erase-kept-data'])
const asked = (endpoints as readonly Endpoint[]).filter(
  ({ name, asks, rawBody }) => !endless.has(name) && !last.has(name) && asks === undefined && rawBody === undefined,
)

const fullOf = (schema: z.ZodMiniType) =>
  sampleOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json)

/** What is taken: fields are left out that only some others go with. */
function takenOf(schema: z.ZodMiniType): Json {
  let sample = fullOf(schema)
  for (let tries = 0; tries < 10; tries += 1) {
    const { error } = z.safeParse(schema, sample)
    if (!error) break
    for (const { path } of error.issues) sample = withoutLeaf(sample, path as string[])
  }
  return sample
}

function partsOf(endpoint: Endpoint): Parts {
  const sample: Parts = {}
  for (const part of parts) if (endpoint[part]) sample[part] = takenOf(endpoint[part])
  return sample
}

/** What goes with what is a rule of theirs that a sample does not know; of them only the contract is seen here. */
const ofOwnRules = [
  ...['find-position', 'find-conversation', 'save-identity', 'save-template', 'save-absence', 'preview-absence'],
]

describe('Every hostile string in every field', { timeout: 60_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    const many = 10_000
    app = await startTestApp({
      limits: { searchPerMinute: many, readPerMinute: many, writePerMinute: many, sendPerMinute: many },
    })
    fillInbox(app, ['One'])
    browser = await app.signedIn()
  })
  afterAll(() => app.stop())

  async function ask({ method, path }: Endpoint, { params = {}, query = {}, body }: Parts) {
    const named = Object.entries(params as Record<string, string>)
    const filled = named.reduce<string>((text, [name, value]) => text.replace(`:${name}`, encoded(value)), path)
    const search = Object.entries(query as object).map(([name, value]) => `${name}=${encoded(String(value))}`)
    return browser.problem(method, `${filled}?${search.join('&')}`, body === undefined ? {} : { body })
  }

  it('reaches the code behind the contract: what stands beside the string is taken', () => {
    const strange = asked.filter((endpoint) =>
      parts.some((part) => endpoint[part] && !z.safeParse(endpoint[part], partsOf(endpoint)[part]).success),
    )
    expect(strange.map(({ name }) => name)).toEqual(ofOwnRules)
  })

  for (const endpoint of asked) {
    it(`breaks nothing: ${endpoint.name}`, async () => {
      const broken: unknown[] = []
      const sample = partsOf(endpoint)
      for (const part of parts) {
        const schema = endpoint[part]
        if (!schema) continue
        for (const leaf of leavesOf(fullOf(schema))) {
          // What the contract refuses comes to no handler, so one of it says as much as all.
          const trials = hostileStrings.map((text) => withLeaf(sample[part] ?? null, leaf, text))
          const taken = trials.filter((trial) => z.safeParse(schema, trial).success)
          const refused = trials.find((trial) => !taken.includes(trial))
          const sent = refused === undefined ? taken : [...taken, refused]
          const answers = await Promise.all(sent.map((trial) => ask(endpoint, { ...sample, [part]: trial })))
          for (const [at, { status, text }] of answers.entries())
            if (status >= 500) broken.push([status, JSON.stringify(sent[at]).slice(0, 300), text.slice(0, 200)])
        }
      }
      expect(broken).toEqual([])
    })
  }
})

const encoded = (text: string) => encodeURIComponent(text.toWellFormed().slice(0, 2_000))
