// `npm start -- --config FILE`: the built client and the server, in front of the operator's own mail servers.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '#server/config-problems.ts'
import { loadConfig } from '#server/config.ts'
import { buildClient, isBuilt } from './client-build.ts'
import { logFolder, root } from './prepare.mjs'
import { explainFailure, Steps } from './steps.mjs'

const { values } = parseArgs({ options: { config: { type: 'string', default: '' } } })
const logs = logFolder()
const logFile = join(logs, 'start.log')
const steps = new Steps(logFile, process.stderr)

try {
  loadConfig(values.config)
  if (!isBuilt()) await steps.run('client build', () => buildClient(join(logs, 'client-build.log')))
  process.exitCode = await serve()
} catch (error) {
  if (!(error instanceof ConfigError)) process.exitCode = explainFailure(error, logFile)
  else {
    console.error(error.message)
    process.exitCode = 2
  }
}

function serve(): Promise<number> {
  const parameters = [join(root, 'server/main.ts'), '--config', values.config]
  const server = spawn(process.execPath, parameters, { cwd: root, stdio: 'inherit' })
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill('SIGTERM'))
  return new Promise((resolve) => server.on('close', (code) => resolve(code ?? 1)))
}
