import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Ports } from '../ports.ts'
import type { OwnProcess } from './daemon.ts'

export type ServiceName = 'slapd' | 'dovecot' | 'postfix' | 'radicale' | 'sink'

/** What runs, kept in the platform's directory so that another process, or the next start after a crash, can end it. */
export interface RunningRecord {
  /** The process that called startPlatform. */
  owner: OwnProcess
  ports: Ports
  processes: Partial<Record<ServiceName, OwnProcess>>
  /** Whether the platform has been ready since it started. */
  ready: boolean
}

export function readRecord(path: string): RunningRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunningRecord
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

export function writeRecord(path: string, record: RunningRecord): void {
  writeFileSync(`${path}.new`, JSON.stringify(record, undefined, 2))
  renameSync(`${path}.new`, path)
}

export function removeRecord(path: string): void {
  rmSync(path, { force: true })
}
