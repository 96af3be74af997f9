import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Remembers which costly steps are done and from what inputs, so that a second start need not repeat them. */
export class Steps {
  private readonly directory: string
  constructor(directory: string) {
    this.directory = directory
  }

  isDone(name: string, inputs: unknown): boolean {
    const file = join(this.directory, name)
    return existsSync(file) && readFileSync(file, 'utf8') === fingerprint(inputs)
  }

  markDone(name: string, inputs: unknown): void {
    writeFileSync(join(this.directory, name), fingerprint(inputs))
  }

  /** Keeps a value for the next start. */
  remember(name: string, value: unknown): void {
    writeFileSync(join(this.directory, name), JSON.stringify(value))
  }

  recall(name: string): unknown {
    const file = join(this.directory, name)
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  }

  forget(name: string): void {
    rmSync(join(this.directory, name), { force: true })
  }
}

function fingerprint(inputs: unknown): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
}
