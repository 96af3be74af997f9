// As web-program.ts, but for one thing: names have a public address, and whatever passes the checks on addresses is asked of the
// server on loopback that stands for all sites.
import { blockListOf } from '../global-address.ts'
import { serveWeb } from '../serve-web.ts'

const [, , refused = '[]', port] = process.argv
serveWeb({
  alsoClosed: blockListOf(JSON.parse(refused) as string[]),
  resolve: (name) => Promise.resolve(name.startsWith('inside.') ? ['10.0.0.5'] : ['93.184.216.34']),
  dial: () => ({ host: '127.0.0.1', port: Number(port) }),
})
