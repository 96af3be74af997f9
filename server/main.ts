import { parseArgs } from 'node:util'
import { ConfigError } from './config-problems.ts'
import { loadConfig } from './config.ts'
import { startServer } from './server.ts'

const usage = 'Usage: node server/main.ts --config FILE'

/** Starts the server from its configuration file and runs until it is asked to stop. Exit code 2: the configuration is wrong. */
async function main(): Promise<void> {
  const server = await startServer(loadConfig(configFile()))
  process.stdout.write(`Curbcut is ready at ${server.url}\n`)
  process.on('unhandledRejection', (error) => server.noteStray(error))
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void server.stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function configFile(): string {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' } } })
    if (values.config) return values.config
  } catch {
    // An unknown option: the usage says what there is.
  }
  process.stderr.write(`${usage}\n`)
  process.exit(2)
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
  process.stderr.write(`Curbcut could not start: ${startFault(error)}\n`)
  process.exit(1)
})

function startFault(error: unknown): string {
  const { code, message, path, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `port ${port} is in use. Choose another with http.port in the configuration.`
  return path === undefined ? message : `${code} ${path}`
}
