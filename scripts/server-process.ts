import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './prepare.mjs'
import { StepFailed } from './steps.mjs'

export interface ServerProcess {
  pid: number
  /** Resolves with the exit code when the server ends, whoever ended it. */
  ended: Promise<number>
  stop(): Promise<void>
}

export interface ServerOptions {
  configFile: string
  /** Where it will answer, such as `http://localhost:8080`. */
  url: string
  /** Gets what the server writes; appended. */
  logFile: string
  /** Pictures from any site are taken from this port of loopback (`server-with-pictures.ts`). */
  picturePort?: number
  /** Parameters for Node itself. */
  nodeParameters?: readonly string[]
}

/** So long only where something hangs, or the machine is busy with something else. */
const readyWithinMs = 180_000
// The server lets messages that are being sent finish, which may take half a minute.
const stopWithinMs = 35_000

/**
 * Starts the server and waits until it says that it is ready.
 * @throws {StepFailed} when it ends instead, or is not ready within three minutes; then it does not run
 */
export async function startServer({
  configFile,
  url,
  logFile,
  picturePort,
  nodeParameters = [],
}: ServerOptions): Promise<ServerProcess> {
  const log = openSync(logFile, 'a')
  const program =
    picturePort === undefined
      ? [join(root, 'server/main.ts')]
      : [join(import.meta.dirname, 'server-with-pictures.ts'), '--pictures', String(picturePort)]
  const parameters = [...nodeParameters, ...program, '--config', configFile]
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', log, log] })
  closeSync(log)
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
  const server: ServerProcess = { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) }
  try {
    await Promise.race([untilReady(url), ended.then((code) => refuse(code, logFile))])
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (answer?.ok) return
    await wait(50)
  }
  throw new StepFailed(`The server does not answer at ${url}/health/ready.`)
}

function refuse(code: number, logFile: string): never {
  const said = lastLines(logFile)
  throw new StepFailed(`The server ended with code ${code}. It said:\n\n${said}`, { logFile, exitCode: code || 1 })
}

/** The end of a log, for a person who asks why. */
export function lastLines(logFile: string, count = 10): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill('SIGTERM')
  const late = wait(stopWithinMs, 'late', { ref: false })
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
  await ended
}

/**
 * Signs a person in over HTTP and out again: proof that the whole way works, from here to the mailbox.
 * @throws {StepFailed} when the server refuses
 */
export async function signInOnce(url: string, name: string, password: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-curbcut': '1', origin: url }
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name, password }),
  })
  if (!answer.ok) throw new StepFailed(`Signing in as ${name} failed: ${await answer.text()}`)
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  await fetch(`${url}/api/session`, { method: 'DELETE', headers: { ...headers, cookie: cookie.join('; ') } })
}
