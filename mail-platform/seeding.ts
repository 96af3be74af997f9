import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Layout } from './layout.ts'
import type { Platform } from './platform.ts'
import { Steps } from './steps.ts'

export type SeedSize = 'full' | 'small' | 'none'

interface SeedModule {
  seedMailboxes(platform: Platform, size: 'full' | 'small', onStep?: (text: string) => void): Promise<void>
}

/** Fills the mailboxes with the demo mail, once in the life of a platform directory. */
export async function seedOnce(
  platform: Platform,
  layout: Layout,
  size: SeedSize,
  say: (text: string) => void,
): Promise<void> {
  const steps = new Steps(layout.made)
  if (size === 'none' || steps.isDone('seed', 'done')) return
  steps.markDone('seed', 'begun')
  say('Writing the demo mail')
  const seed = await loadSeed()
  await seed.seedMailboxes(platform, size, say)
  steps.markDone('seed', 'done')
}

/** A seed cut off half-way would be doubled by the next: empties the mailboxes. Called before Dovecot starts. */
export function dropUnfinishedSeed(layout: Layout, steps: Steps): void {
  if (!steps.isDone('seed', 'begun')) return
  for (const name of readdirSync(layout.mail)) rmSync(join(layout.mail, name), { recursive: true })
  steps.forget('seed')
  steps.forget('sharing')
}

async function loadSeed(): Promise<SeedModule> {
  const path = '#platform/seed/seed.ts'
  try {
    return (await import(path)) as SeedModule
  } catch (error) {
    throw new Error(`The demo mail could not be loaded from mail-platform/seed/seed.ts.`, { cause: error })
  }
}
