import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { OneClick } from './one-click.ts'
import { type FetchedPicture, PictureRefused, type PictureSource } from './picture-source.ts'
import type { WebAnswer, WebQuestion } from './serve-web.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Longer than the process takes for anything: then it is stuck. */
const patienceMs = 15_000

export interface WebProcessOptions {
  /** Networks that are refused besides those that are never global, such as `10.0.0.0/8`. */
  refusedNetworks?: readonly string[]
  /** What runs in the process; only a test brings another. */
  program?: string
  /** What that other program is told. */
  programArguments?: readonly string[]
  /** How long it may take for an answer, in milliseconds. */
  patienceMs?: number
}

/**
 * The way out to the web in a process of its own (security.md 33). What is fetched for mail is read there and nowhere else, by a
 * program without keys, environment, files, or connections of the server. Started when it is first needed, and again after it ended.
 */
export class WebProcess implements PictureSource, OneClick {
  readonly #options: WebProcessOptions
  readonly #asking = new Map<number, (answer: WebAnswer) => void>()
  #process: ChildProcess | null = null
  #last = 0

  constructor(options: WebProcessOptions = {}) {
    this.#options = options
  }

  async fetch(address: string): Promise<FetchedPicture> {
    const answer = await this.#ask({ wants: 'picture', address })
    if ('picture' in answer) {
      const { type, bytes } = answer.picture
      return { type, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
    }
    throw new PictureRefused('refused' in answer ? answer.refused : 'connection')
  }

  async leave(address: string): Promise<boolean> {
    const answer = await this.#ask({ wants: 'leave', address })
    return 'left' in answer && answer.left
  }

  #ask(question: Omit<WebQuestion, 'id'>): Promise<WebAnswer> {
    const id = (this.#last += 1)
    return new Promise((resolve) => {
      const end = () => this.#process?.kill('SIGKILL')
      const stuck = setTimeout(end, this.#options.patienceMs ?? patienceMs).unref()
      this.#asking.set(id, (answer) => {
        clearTimeout(stuck)
        resolve(answer)
      })
      this.#running().send({ ...question, id }, (error) => {
        if (error) this.#answer({ id, refused: 'connection' })
      })
    })
  }

  #answer(answer: WebAnswer): void {
    this.#asking.get(answer.id)?.(answer)
    this.#asking.delete(answer.id)
  }

  #running(): ChildProcess {
    if (this.#process?.connected) return this.#process
    const { program = here('web-program.ts'), refusedNetworks = [], programArguments = [] } = this.#options
    const readable = [`${here('.')}*`, here('../../package.json'), program]
    const started = fork(program, [JSON.stringify(refusedNetworks), ...programArguments], {
      execArgv: ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`), '--max-old-space-size=512'],
      env: {},
      serialization: 'advanced',
      stdio: 'ignore',
    })
    started.unref()
    started.channel?.unref()
    started.on('message', (answer) => this.#answer(answer as WebAnswer))
    const gone = () => {
      if (this.#process !== started) return
      this.#process = null
      for (const id of [...this.#asking.keys()]) this.#answer({ id, refused: 'connection' })
    }
    started.once('error', gone)
    started.once('exit', gone)
    this.#process = started
    return started
  }
}
