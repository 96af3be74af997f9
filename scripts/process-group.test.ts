import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endGroup, runInGroup } from './process-group.ts'
import { isAlive, knownProcess } from './running.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curbcut-group-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const minuteMs = 60_000
const run = (script: string) => runInGroup(['sh', '-c', script], { FOLDER: folder }, minuteMs)
const waitFor = async (file: string) => {
  for (;;) {
    try {
      const text = readFileSync(join(folder, file), 'utf8')
      if (text.endsWith('\n')) return text.trim()
    } catch {
      // Not written yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('a command in a group of its own', () => {
  it('says whether it ended well', async () => {
    expect(await run('exit 0').ended).toBe(true)
    expect(await run('exit 3').ended).toBe(false)
    expect(await runInGroup(['/does/not/exist'], {}, minuteMs).ended).toBe(false)
  })

  it('ends with everything it started when it is asked to', async () => {
    const group = run('sleep 1000 & echo $! > "$FOLDER/pid"; wait')
    const sleeper = knownProcess(Number(await waitFor('pid')))
    expect(isAlive(sleeper)).toBe(true)
    await endGroup(group)
    expect(await group.ended).toBe(false)
    await expect.poll(() => isAlive(sleeper)).toBe(false)
  })

  it('leaves nothing of its group behind when it ends by itself', async () => {
    const group = run('trap "" TERM; sleep 1000 >/dev/null 2>&1 & echo $! > "$FOLDER/pid"')
    const sleeper = knownProcess(Number(await waitFor('pid')))
    await group.ended
    await expect.poll(() => isAlive(sleeper)).toBe(false)
  })

  it('is ended when its time is over', async () => {
    expect(await runInGroup(['sleep', '1000'], {}, 50).ended).toBe(false)
  })
})
