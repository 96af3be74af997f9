import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as standIn from './schema-stand-in.ts'

const contract = join(import.meta.dirname, '../contract')

/** Values of zod that the contract calls: `z.object(`, `z.coerce.number(`; types such as `z.infer<` cost nothing. */
function makersUsed(): string[] {
  const sources = readdirSync(contract)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(contract, name), 'utf8'))
  return [...new Set(sources.flatMap((source) => [...source.matchAll(/\bz\.(\w+)(?=[.(])/g)].map(([, name]) => name!)))]
}

it('stands in for every maker of schemas the contract calls, or the built client would not start', () => {
  expect(makersUsed()).toContain('strictObject')
  expect(makersUsed().filter((name) => !(name in standIn))).toEqual([])
})
