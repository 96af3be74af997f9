import { existsSync, rmSync } from 'node:fs'
import { layoutOf } from './layout.ts'
import { stopPlatform } from './handle.ts'
import { removePostfixFiles } from './postfix/postfix.ts'
import { isAlive } from './processes/daemon.ts'
import { readRecord, type ServiceName } from './processes/record.ts'

/** The services the record of a directory names, and whether each still runs. */
export function servicesOf(directory: string): { name: ServiceName; pid: number; alive: boolean }[] {
  const record = readRecord(layoutOf(directory).record)
  return Object.entries(record?.processes ?? {}).map(([name, own]) => ({
    name: name as ServiceName,
    pid: own.pid,
    alive: isAlive(own),
  }))
}

/** Stops the platform of a directory, whichever process started it. @returns whether anything was running */
export async function stopPlatformIn(directory: string): Promise<boolean> {
  const ran = servicesOf(directory).some(({ alive }) => alive)
  await stopPlatform(layoutOf(directory))
  return ran
}

/** Stops the platform and removes all it has made: mail, accounts, keys, logs. */
export async function resetPlatform(directory: string): Promise<void> {
  const layout = layoutOf(directory)
  await stopPlatform(layout)
  await removePostfixFiles(layout)
  for (const place of [layout.sockets, layout.state, layout.directory])
    if (existsSync(place)) rmSync(place, { recursive: true })
}
