import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeForTheRest, root } from './prepare.mjs'

const lookForParentEveryMs = 500

/**
 * Runs the second half of a command under Node 24 and passes on its exit code. A Ctrl-C reaches it from the terminal;
 * other signals are handed on.
 * @param {string} script @param {readonly string[]} parameters
 * @returns {Promise<number>}
 */
export function handOver(script, parameters) {
  const child = spawn(nodeForTheRest(), [join(root, script), ...parameters], { cwd: root, stdio: 'inherit' })
  const end = () => child.kill('SIGTERM')
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', end)
  process.on('SIGHUP', end)
  whenNpmEnds(end)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/**
 * npm hands a SIGTERM to the shell between us and it, and the shell keeps it for itself (npm 11, dash 0.5.12): that
 * shell's end is the signal.
 * @param {() => void} end
 */
function whenNpmEnds(end) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, lookForParentEveryMs)
  timer.unref()
}
