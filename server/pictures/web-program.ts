// The process that goes out to the web (web-process.ts). It is told which networks are refused besides those that are never global.
import { blockListOf } from './global-address.ts'
import { serveWeb } from './serve-web.ts'

serveWeb({ alsoClosed: blockListOf(JSON.parse(process.argv[2] ?? '[]') as string[]) })
