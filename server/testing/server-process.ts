import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import type { ConfigFile } from '../config.ts'

export interface ServerProcess {
  child: ChildProcess
  /** Its exit code once it has ended; null where it was killed. */
  ended: Promise<number | null>
}

/** Starts the server as an operator does, in a process of its own, with a configuration that is written to `file`; resolves once it answers. */
export async function startServerProcess(file: string, config: ConfigFile): Promise<ServerProcess> {
  writeFileSync(file, stringify(config))
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts'), '--config', file])
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  await expect.poll(() => output, { timeout: 20_000 }).toContain('ready at')
  return { child, ended }
}
