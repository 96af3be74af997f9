import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compressAll } from './precompress.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'precompress-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('compressAll', () => {
  it('writes what gives back the very file, beside it', async () => {
    const script = 'const words = "words"\n'.repeat(100)
    writeFileSync(join(folder, 'app.js'), script)
    await compressAll(folder)
    expect(brotliDecompressSync(readFileSync(join(folder, 'app.js.br'))).toString()).toBe(script)
    expect(gunzipSync(readFileSync(join(folder, 'app.js.gz'))).toString()).toBe(script)
  })

  it('leaves alone what is compressed already or too small to gain', async () => {
    writeFileSync(join(folder, 'font.woff2'), 'x'.repeat(5000))
    writeFileSync(join(folder, 'small.css'), 'a{}')
    await compressAll(folder)
    expect(readdirSync(folder).sort()).toEqual(['font.woff2', 'small.css'])
  })
})
