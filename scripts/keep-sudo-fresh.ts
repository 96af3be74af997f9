import { spawn } from 'node:child_process'

const everyMs = 2 * 60_000

/** Postfix can only be stopped as root: where sudo was given a password once, this keeps it from asking again at the end. */
export function keepSudoFresh(): void {
  if (process.getuid?.() === 0) return
  setInterval(() => spawn('sudo', ['-n', '-v'], { stdio: 'ignore' }).on('error', () => undefined), everyMs).unref()
}
