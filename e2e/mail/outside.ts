import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Platform } from '#platform/platform.ts'
import { eventually } from '../eventually.ts'

/** All mail that has left the organisation for an address, as its server has it. */
export function sentTo({ outsideDirectory }: Platform, address: string): string[] {
  return readdirSync(outsideDirectory)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(outsideDirectory, name), 'utf8'))
    .filter((text) => text.includes(`X-Original-To: ${address}`))
}

/** Waits for the first of it. */
export const firstSentTo = (platform: Platform, address: string): Promise<string> =>
  eventually(`mail to ${address}`, () => sentTo(platform, address)[0] ?? null)
