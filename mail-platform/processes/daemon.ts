import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A process we started, told apart from a later one with the same number by when it began. */
export interface OwnProcess {
  pid: number
  /** Clock ticks after boot, field 22 of proc(5)'s stat. */
  startedAtTicks: string
}

export interface DaemonOptions {
  logFile: string
  /** Gives the program a standard input that closes when we die. */
  heldByUs?: boolean
  env?: NodeJS.ProcessEnv
  /** Who it runs as, where that is not ourselves. */
  account?: { uid: number; gid: number }
}

/**
 * Starts a program that stays in the foreground, as the leader of a process group of its own: a Ctrl-C in the terminal
 * does not reach it, and it lives on if we die, until the next start finds it by its record.
 */
export async function startDaemon(command: string, parameters: string[], options: DaemonOptions): Promise<OwnProcess> {
  const log = openSync(options.logFile, 'a', 0o644)
  try {
    const child = spawn(command, parameters, {
      detached: true,
      stdio: [options.heldByUs ? 'pipe' : 'ignore', log, log],
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      ...options.account,
    })
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    ;(child.stdin as Socket | null)?.unref()
    return identify(child.pid)
  } finally {
    closeSync(log)
  }
}

/** @throws when there is no such process. */
export function identify(pid: number | undefined): OwnProcess {
  const startedAtTicks = pid === undefined ? undefined : startOf(pid)
  if (pid === undefined || startedAtTicks === undefined) throw new Error(`Process ${pid} ended at once.`)
  return { pid, startedAtTicks }
}

export function isAlive(own: OwnProcess): boolean {
  return startOf(own.pid) === own.startedAtTicks
}

const patienceMs = 10_000

/** Sends a signal to a process, or with a negative number to a process group. */
export type SendSignal = (pid: number, signal: 'TERM' | 'KILL') => Promise<void> | void

/** Asks the process to end and waits for it; after ten seconds ends its whole group by force. */
export async function stopProcess(own: OwnProcess, send: SendSignal = sendSignal): Promise<void> {
  if (!isAlive(own)) return
  await send(own.pid, 'TERM')
  if (await hasEnded(own, patienceMs)) return
  await send(-own.pid, 'KILL')
  if (!(await hasEnded(own, patienceMs))) throw new Error(`Process ${own.pid} does not end.`)
}

async function hasEnded(own: OwnProcess, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (isAlive(own)) {
    if (Date.now() > deadline) return false
    await wait(10)
  }
  return true
}

function sendSignal(pid: number, signal: 'TERM' | 'KILL'): void {
  try {
    process.kill(pid, `SIG${signal}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A zombie counts as ended: only its parent, who may be gone or busy, can remove it. */
function startOf(pid: number): string | undefined {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return undefined
  try {
    const stat = readFileSync(path, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}
