import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './prepare.mjs'

/** A command and everything it starts, in a process group of their own, so that only we decide when they end. */
export interface GroupRun {
  /** What kill(2) takes: the group as a negative number, or only the command where there is no group. */
  target: number | undefined
  /** Whether it ended with exit code 0. Never rejects. */
  ended: Promise<boolean>
}

const patienceMs = 30_000
/** sudo remembers a password for the terminal it was given in, and a new group has no terminal. */
const mayDetach = process.getuid?.() === 0

/** Runs a command with our terminal for its output and nothing for its input; ends it when the limit has passed. */
export function runInGroup(
  [command = '', ...parameters]: readonly string[],
  environment: NodeJS.ProcessEnv,
  limitMs: number,
): GroupRun {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  const child = spawn(command, parameters, {
    cwd: root,
    detached: mayDetach,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: path, ...environment },
  })
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
  const group = { target: child.pid && (mayDetach ? -child.pid : child.pid), ended }
  const limit = setTimeout(() => {
    console.error(`Stopped after ${Math.round(limitMs / 60_000)} minutes.`)
    void endGroup(group)
  }, limitMs)
  void ended.then(() => {
    clearTimeout(limit)
    // What the command left behind in its group ends with it.
    signal(group, 'SIGKILL')
  })
  return group
}

/** Asks the command to end, as Ctrl-C would; after thirty seconds ends it by force. */
export async function endGroup(group: GroupRun): Promise<void> {
  signal(group, 'SIGTERM')
  const late = wait(patienceMs, 'late', { ref: false })
  if ((await Promise.race([group.ended, late])) === 'late') signal(group, 'SIGKILL')
}

function signal({ target }: GroupRun, name: NodeJS.Signals): void {
  if (!target) return
  try {
    process.kill(target, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
