import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPlatform } from '#platform/platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker, by its number (`real-mail.ts`). */
    platformDirectories: string[]
  }
}

/**
 * Starts reference mail platforms, without seed mail and on free ports, for all real tests of this run: one for each file that
 * runs at a time, because files count on having the mailboxes to themselves.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // What was asked for on the command line; not part of what Vitest promises, and without it one platform too many starts.
  const { filenamePattern } = project.vitest as { filenamePattern?: string[] }
  const { testFiles } = await project.globTestFiles(filenamePattern)
  const count = Math.min(project.config.maxWorkers, testFiles.length)
  const started = await Promise.all(Array.from({ length: count }, startOne))
  project.provide(
    'platformDirectories',
    started.map(({ directory }) => directory),
  )
  return async () => {
    await Promise.all(started.map(({ stop }) => stop()))
  }
}

async function startOne(): Promise<{ directory: string; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-real-'))
  // The mail servers run as users of their own and must reach their part of it.
  chmodSync(directory, 0o711)
  const platform = await startPlatform({ directory, ports: 'free', seed: 'none' })
  return {
    directory,
    async stop() {
      await platform.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
