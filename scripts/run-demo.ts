// The second half of `npm start`: the demo. Starts the mail platform, the client's build and the server, says where to go,
// and stops all of them again.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startIdentityProvider, type IdentityProvider } from '#platform/identity-provider/identity-provider.ts'
import { startPlatform, type Platform } from '#platform/platform.ts'
import { type SamlProvider, startSamlProvider } from '#platform/saml-provider/saml-provider.ts'
import { identityProviderId, samlProviderId, writeAppConfig } from './app-config.ts'
import { buildClient, isBuilt } from './client-build.ts'
import { elapsed } from './elapsed.mjs'
import { keepSudoFresh } from './keep-sudo-fresh.ts'
import { freePort, isFree, parsePort } from './free-port.ts'
import { logFolder, root } from './prepare.mjs'
import { claim, describeRunning, isAlive, knownProcess, readRunning } from './running.mjs'
import { signInOnce, startServer, type ServerProcess } from './server-process.ts'
import { explainFailure, StepFailed, Steps } from './steps.mjs'

const started = performance.now()
const logs = logFolder()
const logFile = join(logs, 'start.log')
const noteFile = join(root, 'var/running.json')
const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' }, with: { type: 'string' } } })

let platform: Platform | undefined
let identityProvider: IdentityProvider | undefined
let samlProvider: SamlProvider | undefined
let server: ServerProcess | undefined
let isStopping = false
const asked = new Promise<number>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isStopping) console.log('\nStopping…')
      isStopping = true
      resolve(0)
    })
  }
})

process.exit(await main().catch((error: unknown) => explainFailure(error, logFile)))

async function main(): Promise<number> {
  const port = parsePort(values.port)
  const url = `http://localhost:${port}`
  const before = readRunning(noteFile)
  const note = { ...knownProcess(process.pid), url, sinceMs: Date.now() }
  const other = claim(noteFile, note)
  if (other) {
    console.log(describeRunning(other))
    return 0
  }
  if (before?.server && isAlive(before.server)) process.kill(before.server.pid)

  keepSudoFresh()
  const starting = start(port, url)
  try {
    const began = await Promise.race([starting, asked])
    if (began === undefined) {
      writeFileSync(noteFile, JSON.stringify({ ...note, ...(server && { server: knownProcess(server.pid) }) }))
      return await Promise.race([asked, untilServerEnds()])
    }
    return began
  } finally {
    await starting.catch(() => undefined)
    await stop()
    rmSync(noteFile, { force: true })
  }
}

async function start(port: number, url: string): Promise<void> {
  if (!(await isFree(port)))
    throw new StepFailed(
      `Port ${port} is already in use by another program. Choose another:\n\n` +
        `  npm start -- --port ${port + 1}\n\nor set CURBCUT_PORT=${port + 1}.`,
    )
  const steps = new Steps(logFile)
  const [mail, build] = await Promise.allSettled([
    steps.run('mail platform', async (tell) => {
      const directory = join(root, 'var/platform')
      platform = await startPlatform({ directory, ports: 'demo', seed: 'full', onStep: tell })
      return platform
    }),
    isBuilt() ? undefined : steps.run('client build', () => buildClient(join(logs, 'client-build.log'))),
  ])
  if (mail.status === 'rejected') throw mail.reason
  if (build.status === 'rejected') throw build.reason
  if (isStopping) return

  const directory = join(root, 'var/server')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const place = { directory, appUrl: url, id: identityProviderId }
  identityProvider = await steps.run('identity provider', async () =>
    startIdentityProvider(mail.value, { ...place, port: await freePort() }),
  )
  if (values.with === 'saml') await steps.run('SAML provider', () => startSaml(mail.value, url))
  const { issuer, clientId, clientSecretFile } = identityProvider
  const configFile = writeAppConfig(mail.value, {
    directory,
    port,
    identityProvider: { issuer, clientId, clientSecretFile },
    ...(samlProvider && { samlProvider }),
  })
  const serverLog = join(logs, 'server.log')
  server = await steps.run('server', () => startServer({ configFile, url, logFile: serverLog }))
  const [person] = mail.value.people
  if (person) await steps.run('first sign-in', () => signInOnce(url, person.uid, person.password))
  welcome(url, mail.value)
}

async function startSaml(platform: Platform, appUrl: string): Promise<void> {
  samlProvider = await startSamlProvider(platform, {
    ...{ port: await freePort(), innerPort: await freePort(), appUrl, id: samlProviderId },
    ...{ directory: join(root, 'var/saml-provider'), programFolder: join(root, 'var/programs') },
  })
}

function welcome(url: string, { people }: Platform): void {
  const width = Math.max(...people.map(({ uid }) => uid.length))
  console.log(
    `\nCurbcut is ready (${elapsed(started)}). Open\n\n  ${url}\n\nand sign in as one of these people of the demo:\n`,
  )
  for (const { uid, password, name } of people)
    console.log(`  ${uid.padEnd(width)}  ${password.padEnd(width + 10)}  ${name}`)
  console.log(
    '\nOr choose “Sign in with your staff account”: the same names and passwords at an identity provider of the demo. Its\n' +
      'certificate is the demo’s own, so the browser asks once whether to go on.',
  )
  if (samlProvider)
    console.log(
      `\n“Sign in with your SAML account” leads to a SimpleSAMLphp, by SAML. It signs people out everywhere at\n\n  ${samlProvider.signOutUrl}`,
    )
  console.log('\nStop everything with Ctrl-C.')
}

async function untilServerEnds(): Promise<number> {
  const code = await server?.ended
  if (isStopping) return 0
  console.error(`\nThe server ended by itself (code ${code}). Its log: ${join(logs, 'server.log')}`)
  return 1
}

async function stop(): Promise<void> {
  isStopping = true
  await server?.stop()
  identityProvider?.stop()
  await samlProvider?.stop()
  await platform?.stop()
}
