import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import type { Platform } from '#platform/platform.ts'
import type { ConfigFile } from '../config.ts'

export interface ServerProcess {
  child: ChildProcess
  /** Its exit code once it has ended; null where it was killed. */
  ended: Promise<number | null>
}

interface Places {
  /** Where its configuration and what it stores are. */
  directory: string
  port: number
  submissionPort: number
}

/** Starts the server on a mail platform as an operator does, in a process of its own; resolves once it answers. */
export async function startServerProcess(
  { host, ports, caFile, tokens, directoryAccess }: Platform,
  { directory, port, submissionPort }: Places,
): Promise<ServerProcess> {
  const config: ConfigFile = {
    organisation: 'Department of Public Works',
    http: { port, publicUrl: `http://localhost:${port}` },
    storage: { directory: join(directory, 'storage') },
    mail: { imap: { host, port: ports.imaps, caFile }, submission: { host, port: submissionPort, caFile }, tokens },
    directory: { host, port: ports.ldaps, caFile, ...directoryAccess },
  }
  const file = join(directory, 'curbcut.yaml')
  writeFileSync(file, stringify(config))
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts'), '--config', file])
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  await expect.poll(() => output, { timeout: 20_000 }).toContain('ready at')
  return { child, ended }
}
