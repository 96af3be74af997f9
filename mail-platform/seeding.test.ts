import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLayout, layoutOf, type Layout } from './layout.ts'
import { dropUnfinishedSeed } from './seeding.ts'
import { Steps } from './steps.ts'

let layout: Layout
let steps: Steps

beforeEach(() => {
  layout = layoutOf(mkdtempSync(join(tmpdir(), 'curbcut-seeding-')))
  createLayout(layout)
  steps = new Steps(layout.made)
  mkdirSync(join(layout.mail, 'ada'))
  writeFileSync(join(layout.mail, 'ada', 'message'), 'Hello')
  steps.markDone('sharing', [])
})

afterEach(() => {
  rmSync(layout.directory, { recursive: true })
})

describe('dropUnfinishedSeed', () => {
  it('empties the mailboxes when the seed was cut off', () => {
    steps.markDone('seed', 'begun')
    dropUnfinishedSeed(layout, steps)
    expect(existsSync(join(layout.mail, 'ada'))).toBe(false)
    expect(steps.isDone('sharing', [])).toBe(false)
  })

  it('keeps the mail when the seed is complete', () => {
    steps.markDone('seed', 'done')
    dropUnfinishedSeed(layout, steps)
    expect(existsSync(join(layout.mail, 'ada', 'message'))).toBe(true)
    expect(steps.isDone('sharing', [])).toBe(true)
  })

  it('keeps the mail of a platform that was never seeded', () => {
    dropUnfinishedSeed(layout, steps)
    expect(existsSync(join(layout.mail, 'ada', 'message'))).toBe(true)
  })
})
