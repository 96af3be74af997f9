import { mkdirSync, readFileSync } from 'node:fs'
import { type IncomingMessage, request as ask, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createSigningKey } from '../ca.ts'
import type { Platform } from '../platform.ts'
import { startDaemon, stopProcess } from '../processes/daemon.ts'
import { writeConfig } from './config.ts'
import { unpackSimpleSamlPhp } from './program.ts'

/** What the app has to know of it, and to have for it. */
export interface SamlProvider {
  url: string
  metadataUrl: string
  /** The page that signs people out everywhere. */
  signOutUrl: string
  /** The app's own key and certificate, for this provider. */
  keyFile: string
  certificateFile: string
  stop(): Promise<void>
}

interface Options {
  port: number
  /** A free port of loopback, for PHP. */
  innerPort: number
  /** The app, as people open it, and the id it knows this provider by. */
  appUrl: string
  id: string
  /** Configuration, keys and sessions are written here. */
  directory: string
  /** Where SimpleSAMLphp is unpacked, once for all. */
  programFolder: string
}

/**
 * Starts a SimpleSAMLphp for the people of the platform: by PHP's own web server, behind TLS with the platform's certificate. It
 * ends with the process that started it.
 */
export async function startSamlProvider(platform: Platform, options: Options): Promise<SamlProvider> {
  const { port, innerPort, appUrl, id, directory } = options
  const program = await unpackSimpleSamlPhp(options.programFolder)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  await createSigningKey(directory, 'provider')
  const own = await createSigningKey(directory, 'app')
  const url = `https://localhost:${port}`
  const at = (what: string) => `${appUrl}/api/sign-in/${id}/${what}`
  const config = writeConfig({
    ...{ directory, url, people: platform.people },
    app: {
      ...{ entityId: at('metadata'), answerUrl: at('answer'), signOutUrl: at('sign-out') },
      certificate: readFileSync(own.certificate, 'utf8'),
    },
  })
  const inner = `${platform.host}:${innerPort}`
  const serve = ['php', '-S', inner, '-t', join(program, 'www'), join(directory, 'router.php')]
  const environment = ['env', `SIMPLESAMLPHP_CONFIG_DIR=${config}`]
  const php = await startDaemon('setpriv', ['--pdeathsig', 'KILL', '--', ...environment, ...serve], {
    logFile: join(directory, 'php.log'),
  })
  const tls = dirname(platform.caFile)
  const certificate = { cert: readFileSync(join(tls, 'server.pem')), key: readFileSync(join(tls, 'server.key')) }
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, (request, response) =>
    passOn(request, response, { host: platform.host, port: innerPort }),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, platform.host, resolve)
  })
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await stopProcess(php)
  }
  await untilItAnswers(`http://${inner}/saml2/idp/metadata.php`).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    url,
    metadataUrl: `${url}/saml2/idp/metadata.php`,
    signOutUrl: `${url}/saml2/idp/initSLO.php?RelayState=${encodeURIComponent(`${url}/logout.php`)}`,
    ...{ keyFile: own.key, certificateFile: own.certificate, stop },
  }
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, to: { host: string; port: number }): void {
  const { method, url, headers } = incoming
  const asked = ask({ ...to, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  asked.on('error', () => outgoing.writeHead(502).end())
  incoming.pipe(asked)
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    if (answer) throw new Error(`SimpleSAMLphp does not work: it answers ${answer.status}. See php.log in its folder.`)
    await wait(100)
  }
  throw new Error('SimpleSAMLphp did not start in 15 seconds. See php.log in its folder.')
}
