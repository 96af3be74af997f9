import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faults } from '../faults/faults.ts'
import { findCheck } from '../faults/run-check.ts'
import { behaviours } from './behaviours.ts'

const root = join(import.meta.dirname, '../..')
const table = readFileSync(join(root, 'docs/contributing/focus.md'), 'utf8')

describe('the table of focus moves', () => {
  it.each(behaviours.map(({ name }) => name))('has: %s', (name) => {
    expect(table).toContain(name)
  })

  it('names test files that exist', () => {
    const files = [...table.matchAll(/`((?:client|e2e)\/[^`]+)`/g)].map(([, file]) => file ?? '')
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})

describe('seeded faults', () => {
  it('are at least forty, each with a name of its own', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
    expect(faults.length).toBeGreaterThanOrEqual(40)
  })

  it('name checks that the suite has', () => {
    for (const name of faults.flatMap(({ seenIn }) => seenIn)) expect(findCheck(name).name).toBe(name)
  })
})
