import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Platform } from '#platform/platform.ts'

/** As if the mail server had taken note of everybody it answered for this person so many days earlier. */
export function letDaysPass({ stateDirectory }: Pick<Platform, 'stateDirectory'>, user: string, days: number): void {
  const file = join(stateDirectory, 'mail', user, '.dovecot.lda-dupes')
  const bytes = readFileSync(file)
  // A version, then for each: until when it counts, two lengths, and what they are of.
  for (let at = 4; at < bytes.length; at += 12 + bytes.readUInt32LE(at + 4) + bytes.readUInt32LE(at + 8))
    bytes.writeUInt32LE(bytes.readUInt32LE(at) - days * 86_400, at)
  writeFileSync(file, bytes)
}
