// Shows what is going on: a line for each finished step with its time, and below them, in a terminal, what runs now.
import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { elapsed } from './elapsed.mjs'

/** A step failed in a way a person can do something about; the message says what. */
export class StepFailed extends Error {
  /**
   * @param {string} message
   * @param {{ logFile?: string | undefined, cause?: unknown, exitCode?: number }} [more]
   */
  constructor(message, more = {}) {
    super(message, { cause: more.cause })
    this.name = 'StepFailed'
    this.logFile = more.logFile
    this.exitCode = more.exitCode ?? 1
  }
}

/**
 * @typedef {{ name: string, started: number, detail: string, announced: boolean }} Running
 * @typedef {(detail: string) => void} Tell
 */

/** Without a terminal a step is named before its end only when a person would begin to wonder. */
const wonderAfterMs = 2000
const refreshMs = 500

export class Steps {
  /** @type {Set<Running>} */
  #running = new Set()
  /** @type {NodeJS.Timeout | undefined} */
  #timer
  #logFile
  #out

  /**
   * @param {string} logFile gets every step and detail
   * @param {NodeJS.WriteStream} [out]
   */
  constructor(logFile, out = process.stdout) {
    mkdirSync(dirname(logFile), { recursive: true })
    this.#logFile = logFile
    this.#out = out
  }

  /**
   * Runs one step; several may run at once.
   * @template T
   * @param {string} name
   * @param {(tell: Tell) => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  async run(name, work) {
    const running = { name, started: performance.now(), detail: '', announced: false }
    this.#running.add(running)
    this.#timer ??= setInterval(() => this.#refresh(), refreshMs).unref()
    this.#refresh()
    try {
      const result = await work((detail) => {
        running.detail = detail
        this.#log(`${name}: ${detail}`)
      })
      this.#finish(running, '✓')
      return result
    } catch (error) {
      this.#finish(running, '✗')
      this.#log(error instanceof Error ? (error.stack ?? error.message) : String(error))
      throw error
    }
  }

  /** @param {Running} running @param {string} mark */
  #finish(running, mark) {
    this.#running.delete(running)
    if (this.#running.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    const line = `${mark} ${running.name} (${elapsed(running.started)})`
    this.#log(line)
    this.#eraseStatus()
    this.#out.write(`${line}\n`)
    this.#refresh()
  }

  #refresh() {
    const all = [...this.#running]
    if (this.#out.isTTY) {
      this.#eraseStatus()
      const status = all.map(
        (running) => `… ${running.name}${running.detail && `: ${running.detail}`} (${elapsed(running.started)})`,
      )
      this.#out.write(status.join('  ').slice(0, (this.#out.columns || 80) - 1))
      return
    }
    for (const running of all) {
      if (running.announced || performance.now() - running.started < wonderAfterMs) continue
      running.announced = true
      this.#out.write(`… ${running.name}\n`)
    }
  }

  #eraseStatus() {
    if (this.#out.isTTY) this.#out.write('\r\u001b[2K')
  }

  /** @param {string} text */
  #log(text) {
    appendFileSync(this.#logFile, `${new Date().toISOString()} ${text}\n`)
  }
}

/**
 * Tells a person what failed and where to read more, and gives the exit code.
 * @param {unknown} error
 * @param {string} logFile the log of an error that nobody foresaw
 */
export function explainFailure(error, logFile) {
  const isForeseen = error instanceof StepFailed
  const log = isForeseen ? error.logFile : logFile
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  if (log) console.error(`\nMore is in the log: ${log}`)
  return isForeseen ? error.exitCode : 1
}
