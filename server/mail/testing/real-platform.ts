import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPlatform } from '#platform/platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    platformDirectory: string
  }
}

/** Starts one reference mail platform, without seed mail and on free ports, for all real tests of this run. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-real-'))
  // The mail servers run as users of their own and must reach their part of it.
  chmodSync(directory, 0o711)
  const platform = await startPlatform({ directory, ports: 'free', seed: 'none' })
  project.provide('platformDirectory', directory)
  return async () => {
    await platform.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
