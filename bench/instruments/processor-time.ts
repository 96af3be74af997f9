import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the process accounts are hundredths of a second on every Linux that Node runs on (USER_HZ, proc(5)). */
const tickMs = 10

interface Account {
  parent: number
  /** Its own processor time and that of its children that have ended, in ms. */
  spentMs: number
}

/** Reads one line of `/proc/PID/stat` (proc(5): field 4 is the parent, 14 to 17 are utime, stime, cutime, cstime). */
export function readAccount(stat: string): Account {
  // The name in brackets may hold anything, brackets too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { parent: Number(fields[1]), spentMs: ticks * tickMs }
}

/** Processor time that a process and all below it have spent so far, those included that have ended, in ms. */
export function processorTimeOf(pid: number): number {
  const accounts = new Map<number, Account>()
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) {
      const account = accountOf(Number(name))
      if (account) accounts.set(Number(name), account)
    }
  }
  const spentBelow = (parent: number): number =>
    [...accounts].filter(([, account]) => account.parent === parent).reduce((sum, [child]) => sum + spent(child), 0)
  const spent = (one: number): number => (accounts.get(one)?.spentMs ?? 0) + spentBelow(one)
  return spent(pid)
}

/** Undefined when the process has ended meanwhile. */
function accountOf(pid: number): Account | undefined {
  try {
    return readAccount(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}
