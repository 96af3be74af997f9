import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claim, describeRunning, isAlive, knownProcess, readRunning } from './running.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curbcut-running-'))
  file = join(folder, 'running.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const note = (pid: number) => ({ ...knownProcess(pid), url: 'http://localhost:8080', sinceMs: 0 })

describe('the note of what runs', () => {
  it('goes up when there is none, and leaves nothing else behind', () => {
    expect(claim(file, note(process.pid))).toBeUndefined()
    expect(readRunning(file)).toEqual(note(process.pid))
    expect(readdirSync(folder)).toEqual(['running.json'])
  })

  it('stays when its process lives', () => {
    claim(file, note(process.ppid))
    expect(claim(file, note(process.pid))).toEqual(note(process.ppid))
    expect(readRunning(file)?.pid).toBe(process.ppid)
  })

  it('gives way when its process has ended, even if another has its number now', () => {
    writeFileSync(file, JSON.stringify({ ...note(process.pid), startedAtTicks: '1' }))
    expect(claim(file, note(process.pid))).toBeUndefined()
    expect(readRunning(file)).toEqual(note(process.pid))
  })

  it('gives way when it cannot be read', () => {
    writeFileSync(file, '{"pid":')
    expect(readRunning(file)).toBeUndefined()
    expect(claim(file, note(process.pid))).toBeUndefined()
  })

  it('tells a person where, which process, and how to stop it', () => {
    const text = describeRunning({ ...note(42), sinceMs: new Date(2026, 10, 21, 9, 5).getTime() })
    expect(text).toContain('http://localhost:8080')
    expect(text).toContain('process 42, since 21 Nov 2026, 09:05')
    expect(text).toContain('kill 42')
  })
})

describe('a process', () => {
  it('is alive while it runs and not when it has ended', () => {
    expect(isAlive(knownProcess(process.pid))).toBe(true)
    expect(isAlive({ pid: process.pid, startedAtTicks: '1' })).toBe(false)
    expect(isAlive({ pid: 4_194_305, startedAtTicks: '1' })).toBe(false)
  })
})
