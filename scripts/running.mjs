// The note in var/ that says a demo runs here, so that a second start can tell and an interrupted one is cleared away.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * @typedef {{ pid: number, startedAtTicks: string }} Known a process, told apart from a later one with the same number
 * @typedef {Known & { url: string, sinceMs: number, server?: Known }} Running
 */

/** @param {number} pid @returns {Known} */
export function knownProcess(pid) {
  return { pid, startedAtTicks: ticks(pid) ?? 'ended' }
}

/** @param {Known} known */
export function isAlive({ pid, startedAtTicks }) {
  return ticks(pid) === startedAtTicks
}

/**
 * The note, whether or not its process still lives.
 * @param {string} file @returns {Running | undefined}
 */
export function readRunning(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Puts a note up in one stroke, unless a living process has one there: then its note comes back.
 * @template {Known} T
 * @param {string} file @param {T} note
 * @returns {T | undefined}
 */
export function claim(file, note) {
  const draft = `${file}.${process.pid}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(draft, JSON.stringify(note))
  try {
    for (;;) {
      if (link(draft, file)) return undefined
      const other = /** @type {T | undefined} */ (readRunning(file))
      if (other && isAlive(other)) return other
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(draft)
  }
}

/** @param {string} draft @param {string} file */
function link(draft, file) {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {Running} running */
export function describeRunning({ url, pid, sinceMs }) {
  const since = new Date(sinceMs).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return `Curbcut is already running here.\n\n  ${url}\n  process ${pid}, since ${since}\n\nStop it with Ctrl-C where it runs, or: kill ${pid}`
}

/** When the process began, in clock ticks after boot: field 22 of proc(5)'s stat. A zombie counts as ended. */
function ticks(/** @type {number} */ pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}
