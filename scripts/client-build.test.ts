import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOfSources } from './client-build.ts'

let folder: string
const put = (file: string, content: string) => writeFileSync(join(folder, file), content)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curbcut-hash-'))
  mkdirSync(join(folder, 'client/ui'), { recursive: true })
  mkdirSync(join(folder, 'server'))
  put('client/ui/Button.vue', '<template />')
  put('package-lock.json', '{}')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('the hash of the sources of the client', () => {
  it('stays the same while nothing changes, and when a test or the server does', () => {
    const before = hashOfSources(folder)
    put('client/ui/button.test.ts', 'test')
    put('server/main.ts', 'main')
    expect(hashOfSources(folder)).toBe(before)
  })

  it('changes with a content, a name and the lock file', () => {
    const hashes = [hashOfSources(folder)]
    put('client/ui/Button.vue', '<template><b /></template>')
    hashes.push(hashOfSources(folder))
    renameSync(join(folder, 'client/ui/Button.vue'), join(folder, 'client/ui/Link.vue'))
    hashes.push(hashOfSources(folder))
    put('package-lock.json', '{"packages":{}}')
    hashes.push(hashOfSources(folder))
    expect(new Set(hashes).size).toBe(4)
  })
})
