import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withoutSchemas } from './bare-contract.ts'

const contract = join(import.meta.dirname, '../contract')
const modules = readdirSync(contract).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

describe('the contract in the built client', () => {
  it.each(modules)('keeps no schema, and nothing that would be asked of one: %s', (name) => {
    const bare = withoutSchemas(readFileSync(join(contract, name), 'utf8'))
    expect(bare.replaceAll(/\bz\.\w+</g, '')).not.toMatch(/\bz\.\w+\(|\.check\(/)
  })

  it('keeps of an endpoint what a call needs', () => {
    const bare = withoutSchemas(`
      const id = z.string().check(z.regex(/^a$/))
      export const isId = (text: string) => /^a$/.test(text)
      export const one = endpoint({ name: 'one', method: 'GET', path: '/api/one/:id', auth: 'session', rate: 'read',
        params: z.object({ id }), response: 'empty', problems: [] })
      export const two = endpoint({ name: 'two', method: 'POST', path: '/api/two', auth: 'none', response: z.array(id) })`)
    expect(bare).toBe(`
      const id = undefined
      export const isId = (text: string) => /^a$/.test(text)
      export const one = /* @__PURE__ */ endpoint({ method: 'GET', path: '/api/one/:id', auth: 'session', response: 'empty' })
      export const two = /* @__PURE__ */ endpoint({ method: 'POST', path: '/api/two', auth: 'none' })`)
  })

  it('keeps of a problem what a page does about it', () => {
    expect(withoutSchemas(`const problems = { a: { status: 400, kind: 'try-again' }, b: { kind: 'c', d: 1 } }`)).toBe(
      `const problems = { a: { kind: 'try-again' }, b: { kind: 'c', d: 1 } }`,
    )
  })
})
