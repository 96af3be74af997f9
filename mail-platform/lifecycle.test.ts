import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { resetPlatform, servicesOf, stopPlatformIn } from './administration.ts'
import { PlatformAlreadyRunning } from './claim.ts'
import { layoutOf } from './layout.ts'
import { openPlatform, startPlatform, type Platform } from './platform.ts'
import { isAlive, type OwnProcess } from './processes/daemon.ts'
import { readRecord } from './processes/record.ts'
import { eventually, message, signIn, subjectsOf } from './testing/mail.ts'

const directories: { root: string; directory: string }[] = []

afterEach(async () => {
  for (const { root, directory } of directories.splice(0)) {
    await resetPlatform(directory)
    rmSync(root, { recursive: true, force: true })
  }
})

function newDirectory(...deeper: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'curbcut-life-'))
  const directory = join(root, ...deeper)
  directories.push({ root, directory })
  return directory
}

function start(directory: string): Promise<Platform> {
  return startPlatform({ directory, ports: 'free', seed: 'none' })
}

/** Starts a platform from a process of its own, so that it can be killed. */
async function startElsewhere(directory: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('cli.ts', import.meta.url))
  const parameters = [program, 'start', '--free-ports', '--seed', 'none', '--directory', directory]
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString()
    if (output.includes('Ready.')) break
  }
  return child
}

function processesOf(directory: string): OwnProcess[] {
  return Object.values(readRecord(layoutOf(directory).record)?.processes ?? {})
}

describe('a platform', () => {
  it('runs beside another one, with a long path and a parent that others may not enter', async () => {
    const closed = newDirectory('closed', 'platform')
    mkdirSync(join(closed, '..'), { mode: 0o700 })
    const long = newDirectory('a-very-long-directory-name-as-build-machines-like-them'.repeat(2))
    const [one, other] = await Promise.all([start(closed), start(long)])
    await one.deliver(message('for one'), 'ada@example.gov')
    await other.deliver(message('for the other'), 'ada@example.gov')
    expect(await subjectsOf(one, 'ada')).toEqual(['for one'])
    await one.stop()
    expect(await subjectsOf(other, 'ada')).toEqual(['for the other'])
    await other.stop()
  })

  it('is started only once in a directory, and keeps its mail and ports for the next start', async () => {
    const directory = newDirectory()
    const first = await start(directory)
    await expect(start(directory)).rejects.toThrow(PlatformAlreadyRunning)
    await signIn(first, { user: 'ada', pass: 'ada-demo-pass' })
    await first.deliver(message('stays'), 'ada@example.gov')
    const processes = processesOf(directory)
    await first.stop()
    expect(processes.filter(isAlive)).toEqual([])
    const second = await start(directory)
    expect(second.ports).toEqual(first.ports)
    expect(await subjectsOf(second, 'ada')).toEqual(['stays'])
    await second.stop()
  })

  it('names a port in use and how to choose another', async () => {
    const occupied = createServer().listen(0, '127.0.0.1')
    await once(occupied, 'listening')
    const { port } = occupied.address() as { port: number }
    const starting = startPlatform({ directory: newDirectory(), ports: 'demo', portNumbers: { imaps: port } })
    await expect(starting).rejects.toThrow(`Port ${port} (imaps) is already in use. Choose another with --port-imaps`)
    occupied.close()
  })
})

describe('a platform of another process', () => {
  it('can be used and stopped from here', async () => {
    const directory = newDirectory()
    const owner = await startElsewhere(directory)
    const platform = openPlatform(directory)
    await platform?.deliver(message('from elsewhere'), 'ben@example.gov')
    expect(platform && (await subjectsOf(platform, 'ben'))).toEqual(['from elsewhere'])
    const processes = processesOf(directory)
    const ended = once(owner, 'exit')
    expect(await stopPlatformIn(directory)).toBe(true)
    expect(processes.filter(isAlive)).toEqual([])
    expect(openPlatform(directory)).toBeUndefined()
    expect(await ended).toEqual([0, null])
  })

  it('ends when that process is killed', async () => {
    const directory = newDirectory()
    const owner = await startElsewhere(directory)
    const processes = processesOf(directory)
    expect(processes).toHaveLength(5)
    owner.kill('SIGKILL')
    await eventually('the end of all', () => (processes.some(isAlive) ? undefined : true))
    await eventually('the end of the record', () => (servicesOf(directory).length === 0 ? true : undefined))
  })

  it('is ended by the next start when nobody was left to end it', async () => {
    const directory = newDirectory()
    const owner = await startElsewhere(directory)
    const { sink, ...daemons } = readRecord(layoutOf(directory).record)?.processes ?? {}
    process.kill(sink?.pid ?? 0, 'SIGKILL')
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(Object.values(daemons).filter(isAlive)).toHaveLength(4)
    const steps: string[] = []
    const platform = await startPlatform({ directory, ports: 'free', seed: 'none', onStep: (text) => steps.push(text) })
    expect(steps).toContain('Ending what an earlier start left running')
    expect(Object.values(daemons).filter(isAlive)).toEqual([])
    await signIn(platform, { user: 'ada', pass: 'ada-demo-pass' })
    await platform.stop()
  })
})
