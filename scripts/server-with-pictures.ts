// The server as `server/main.ts` starts it, but for one thing: names have a public address, and whatever passes the checks on
// addresses is asked of the server on loopback that stands for all sites. There is no setting for this.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openAdapters } from '#server/adapters.ts'
import { loadConfig } from '#server/config.ts'
import { WebProcess } from '#server/pictures/web-process.ts'
import { startServer } from '#server/server.ts'

const { values } = parseArgs({ options: { config: { type: 'string' }, pictures: { type: 'string' } } })
const config = loadConfig(values.config ?? '')
const pictures = new WebProcess({
  program: join(import.meta.dirname, '../server/pictures/testing/web-program.ts'),
  programArguments: [values.pictures ?? ''],
})
const server = await startServer(config, { ...(await openAdapters(config)), pictures })
process.on('unhandledRejection', (error) => server.noteStray(error))
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
