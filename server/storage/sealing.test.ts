import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openSealer, Sealer } from './sealing.ts'

vi.mock('node:fs', { spy: true })

const key = (id: string) => ({ id, key: randomBytes(32) })

describe('A sealed value', () => {
  const sealer = new Sealer([key('one')])

  it('opens for the purpose it was sealed for, and no other', () => {
    const sealed = sealer.seal('Passphrase ✓', 'session:a')
    expect(sealed).not.toContain('Passphrase')
    expect(sealer.open(sealed, 'session:a')).toBe('Passphrase ✓')
    expect(sealer.open(sealed, 'session:b')).toBeNull()
  })

  it('does not open when a single character was changed', () => {
    const sealed = sealer.seal('x', 'p')
    const [version, id, body = ''] = sealed.split('.')
    for (const at of [0, 10, body.length - 2]) {
      const changed = body.slice(0, at) + (body[at] === 'A' ? 'B' : 'A') + body.slice(at + 1)
      expect(sealer.open(`${version}.${id}.${changed}`, 'p')).toBeNull()
    }
    for (const broken of ['', 'v1', 'v2.one.AAAA', 'v1.two.AAAA', 'v1.one.AAAA', `${version}.${id}.`]) {
      expect(sealer.open(broken, 'p')).toBeNull()
    }
  })

  it('is another each time', () => expect(sealer.seal('x', 'p')).not.toBe(sealer.seal('x', 'p')))

  it('still opens, and is still found, after a key was added', () => {
    const old = key('old')
    const before = new Sealer([old])
    const after = new Sealer([old, key('new')])
    expect(after.open(before.seal('x', 'p'), 'p')).toBe('x')
    expect(before.open(after.seal('x', 'p'), 'p')).toBeNull()
    expect(after.fingerprint('ada')).toBe(before.fingerprint('ada'))
    expect(after.cookieSecrets()).toContain(before.cookieSecrets()[0])
    expect(after.cookieSecrets()[0]).not.toBe(before.cookieSecrets()[0])
  })
})

it('Two servers that start at one moment in one folder seal by the same keys, and leave no other file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-keys-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const one = openSealer(directory)
  // The other looked before the keys were there.
  vi.mocked(existsSync).mockReturnValueOnce(false)
  const other = openSealer(directory)
  expect(other.open(one.seal('x', 'p'), 'p')).toBe('x')
  expect(readdirSync(directory)).toEqual(['keys.json'])
})
