// The build stage of `npm test`: builds the client unless it is built from these very sources.
import { join } from 'node:path'
import { buildClient } from './client-build.ts'
import { logFolder } from './prepare.mjs'
import { reportResults } from './results.ts'
import { explainFailure } from './steps.mjs'

const logFile = join(logFolder(), 'client-build.log')
try {
  await buildClient(logFile)
  reportResults('build', { passed: 1, failed: 0, skipped: 0, failures: [] })
} catch (error) {
  process.exitCode = explainFailure(error, logFile)
  const failures = [{ name: 'the client', text: `${String(error)} See ${logFile}.` }]
  reportResults('build', { passed: 0, failed: 1, skipped: 0, failures })
}
