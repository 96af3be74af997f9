// `npm test`. Plain JavaScript without dependencies, like start.mjs: brings what is missing, then runs every stage.
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { logFolder, prepareDebianPackages, prepareNpmPackages, requirePlatformSystem, root } from './prepare.mjs'
import { explainFailure, Steps } from './steps.mjs'

let logFile = join(root, 'var/log/test.log')
try {
  requirePlatformSystem('npm test')
  logFile = join(logFolder(), 'test.log')
  const steps = new Steps(logFile)
  await prepareNpmPackages(steps)
  await prepareDebianPackages(steps)
  process.exitCode = await handOver('scripts/run-tests.ts', process.argv.slice(2))
} catch (error) {
  process.exitCode = explainFailure(error, logFile)
  console.log('0 passed, 1 failed')
}
