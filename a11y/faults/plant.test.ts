import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plant } from './plant.ts'
import { type ReadableBuild } from './readable-build.ts'
import { type SeededFault } from './seeded-fault.ts'

const source = (name: string) => join(import.meta.dirname, '../../client', name)
const build: ReadableBuild = {
  files: new Map<string, string>([
    ['/assets/app.js', 'role("a");\nrole("b");\n'],
    ['/assets/style.css', 'a { color: red }'],
  ]),
  pieces: [
    { source: source('ui/A.vue?vue&type=script'), builtInto: '/assets/app.js', text: 'role("a");' },
    { source: source('ui/B.vue'), builtInto: '/assets/app.js', text: 'role("b");' },
  ],
}
const seeded = (within: string, from: string, to: string): SeededFault => ({
  name: 'a fault',
  criterion: '4.1.2',
  within,
  from,
  to,
  seenIn: [],
})

describe('planting a fault', () => {
  it('changes its own source file only, wherever that is built into', () => {
    expect(plant(build, seeded('ui/B.vue', 'role', 'none')).get('/assets/app.js')).toBe('role("a");\nnone("b");\n')
  })

  it('changes styles', () => {
    expect(plant(build, seeded('index.css', 'red', '$&')).get('/assets/style.css')).toBe('a { color: $& }')
  })

  it('leaves the build as it is for the next one', () => {
    plant(build, seeded('ui/A.vue', 'role', 'none'))
    expect(build.files.get('/assets/app.js')).toBe('role("a");\nrole("b");\n')
  })

  it.each([
    ['the file has no such text', 'ui/A.vue', 'role("b")', 'none'],
    ['there is no such file', 'ui/C.vue', 'role', 'none'],
    ['nothing changes', 'ui/A.vue', 'role', 'role'],
  ])('fails when %s', (_why, within, from, to) => {
    expect(() => plant(build, seeded(within, from, to))).toThrow(/"a fault" was not planted/)
  })
})
