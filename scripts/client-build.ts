import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './prepare.mjs'
import { claim, knownProcess } from './running.mjs'
import { StepFailed } from './steps.mjs'

const result = join(root, 'dist/client/index.html')
const hashFile = join(root, 'var/client-build.hash')
const lockFile = join(root, 'var/client-build.lock')

/** Builds the client into dist/client when its sources changed since the last build. */
export async function buildClient(logFile: string): Promise<void> {
  if (isBuilt()) return
  await alone(async () => {
    if (isBuilt()) return
    rmSync(hashFile, { force: true })
    const hash = hashOfSources(root)
    await runVite(logFile)
    writeFileSync(hashFile, hash)
  })
}

/** True when dist/client was built from the sources as they are now. */
export function isBuilt(): boolean {
  return existsSync(result) && existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hashOfSources(root)
}

/** Changes with the name or content of any file the build reads; tests are not among them. */
export function hashOfSources(folder: string): string {
  const hash = createHash('sha256')
  const files = globSync(['{client,contract}/**/*.*', 'package.json', 'package-lock.json'], {
    cwd: folder,
    exclude: (name) => name.endsWith('.test.ts') || name.endsWith('.tsbuildinfo'),
  })
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)))
      .update('\0')
  return hash.digest('hex')
}

async function runVite(logFile: string): Promise<void> {
  const log = openSync(logFile, 'w')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', 'client'], { cwd: root, stdio: ['ignore', log, log] })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new StepFailed('The client could not be built.', { logFile })
}

/** Two commands in one checkout must not build at the same time. */
async function alone(work: () => Promise<void>): Promise<void> {
  while (claim(lockFile, knownProcess(process.pid))) await wait(200)
  try {
    await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}
