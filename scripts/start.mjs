// `npm start`. Plain JavaScript without dependencies: it runs under whatever Node the machine has, brings what is missing,
// and hands over to run-demo.ts (or to the server, with --config) under Node 24.
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { handOver } from './hand-over.mjs'
import { logFolder, prepareDebianPackages, prepareNpmPackages, requirePlatformSystem, root } from './prepare.mjs'
import { describeRunning, isAlive, readRunning } from './running.mjs'
import { explainFailure, Steps } from './steps.mjs'

const help = `npm start                        the demo: mail platform, client and server
npm start -- --port NUMBER       on another port than 8080 (or CURBCUT_PORT=NUMBER)
npm start -- --port-imaps NUMBER the mail platform's ports: imaps, submission, manage-sieve, ldaps, carddav, incoming,
                                 sieve-outgoing, sink (or CURBCUT_PORT_IMAPS=NUMBER and so on)
npm start -- --with saml         with a SAML provider beside the other one (SimpleSAMLphp, fetched when first asked for)
npm start -- --config FILE       no demo: the server with your own configuration (docs/operating/configuration.md)
npm start -- --help              this text

Ctrl-C stops everything this command started.`

const platformPorts = ['imaps', 'submission', 'manage-sieve', 'ldaps', 'carddav', 'incoming', 'sieve-outgoing', 'sink']
let logFile = join(root, 'var/log/start.log')

try {
  process.exitCode = await start(readOptions())
} catch (error) {
  process.exitCode = explainFailure(error, logFile)
}

/** @param {ReturnType<typeof readOptions>} options */
async function start(options) {
  if (options.help) {
    console.log(help)
    return 0
  }
  const running = options.config === undefined ? readRunning(join(root, 'var/running.json')) : undefined
  if (running && isAlive(running)) {
    console.log(describeRunning(running))
    return 0
  }
  if (options.config === undefined) requirePlatformSystem('npm start')
  logFile = join(logFolder(), 'start.log')
  const steps = new Steps(logFile)
  await prepareNpmPackages(steps)
  if (options.config !== undefined) return handOver('scripts/run-server.ts', ['--config', resolve(options.config)])
  await prepareDebianPackages(steps)
  const more = options.with === undefined ? [] : ['--with', options.with]
  return handOver('scripts/run-demo.ts', ['--port', options.port, ...more])
}

function readOptions() {
  const options = Object.fromEntries(
    platformPorts.map((name) => [`port-${name}`, { type: /** @type {const} */ ('string') }]),
  )
  try {
    const { values } = parseArgs({
      options: {
        ...options,
        port: { type: 'string' },
        config: { type: 'string' },
        with: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    for (const name of platformPorts) {
      const value = /** @type {Record<string, unknown>} */ (values)[`port-${name}`]
      if (value !== undefined) process.env[`CURBCUT_PORT_${name.replace('-', '_').toUpperCase()}`] = String(value)
    }
    const { help = false, config, port = process.env.CURBCUT_PORT ?? '8080' } = values
    if (values.with !== undefined && values.with !== 'saml') throw new Error('--with knows only saml')
    return { help, config, port, with: values.with }
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message.split('. ')[0]}.\n\n${help}`)
    process.exit(2)
  }
}
