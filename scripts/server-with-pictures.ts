// The server as `server/main.ts` starts it, but for one thing: names ending in .example have a public address, and whatever
// passes the checks on addresses is asked of the server on loopback that stands for all sites. There is no setting for this.
import { parseArgs } from 'node:util'
import { openAdapters } from '#server/adapters.ts'
import { loadConfig } from '#server/config.ts'
import { WebPictures } from '#server/pictures/web-pictures.ts'
import { startServer } from '#server/server.ts'

const { values } = parseArgs({ options: { config: { type: 'string' }, pictures: { type: 'string' } } })
const config = loadConfig(values.config ?? '')
const pictures = new WebPictures({
  resolve: (name) => Promise.resolve(name.startsWith('inside.') ? ['10.0.0.5'] : ['93.184.216.34']),
  dial: () => ({ host: '127.0.0.1', port: Number(values.pictures) }),
})
const server = await startServer(config, { ...(await openAdapters(config)), pictures })
process.on('unhandledRejection', (error) => server.noteStray(error))
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
