import { writeFileSync } from 'node:fs'
import type { Layout } from './layout.ts'
import { demoPorts } from './ports.ts'
import { identify, isAlive } from './processes/daemon.ts'
import { readRecord, removeRecord, type RunningRecord } from './processes/record.ts'
import { stopServices } from './services.ts'

export class PlatformAlreadyRunning extends Error {
  readonly ownerPid: number
  constructor(layout: Layout, { owner, ports }: RunningRecord) {
    super(
      `The mail platform in ${layout.directory} already runs, started by process ${owner.pid} ` +
        `(IMAP on port ${ports.imaps}). Stop that process, or run "npm run platform -- stop".`,
    )
    this.ownerPid = owner.pid
  }
}

/**
 * Makes this process the owner of the directory. What a crashed owner left running is ended first.
 * @throws PlatformAlreadyRunning while the owner lives.
 */
export async function claimDirectory(layout: Layout, say: (text: string) => void): Promise<RunningRecord> {
  const record: RunningRecord = { owner: identify(process.pid), ports: demoPorts, processes: {}, ready: false }
  const found = readRecord(layout.record)
  if (found) {
    if (isAlive(found.owner)) throw new PlatformAlreadyRunning(layout, found)
    say('Ending what an earlier start left running')
    await stopServices(layout, found.processes)
  } else {
    await stopServices(layout, {})
  }
  removeRecord(layout.record)
  // Of two that start at the same moment, only one creates the file.
  writeFileSync(layout.record, JSON.stringify(record), { flag: 'wx' })
  return record
}
