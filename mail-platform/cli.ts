import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { parseOrExplain } from './parse-or-explain.ts'
import { demoPorts, toOption, type Ports } from './ports.ts'
import { openPlatform, startPlatform, type Platform } from './platform.ts'
import { resetPlatform, servicesOf, stopPlatformIn } from './administration.ts'

const usage = `npm run platform -- COMMAND [--directory DIRECTORY]

  start    Start the reference mail platform and keep it running until Ctrl-C.
           --seed full|small|none   mail to begin with (default full)
           --free-ports             any free ports instead of the usual ones
           --port-NAME NUMBER       another port: ${Object.keys(demoPorts)
             .map((name) => toOption(name as keyof Ports))
             .join(', ')}
  status   Say what runs.
  stop     Stop it, whoever started it.
  reset    Stop it and remove its mail, accounts and keys.
  deliver FILE.eml --to ADDRESS
           Bring a message in like mail from outside.
`

const portOptions = Object.fromEntries(
  Object.keys(demoPorts).map((name) => [`port-${toOption(name as keyof Ports)}`, { type: 'string' }]),
) satisfies ParseArgsOptionsConfig as ParseArgsOptionsConfig

const commands: Record<string, (file: string | undefined) => Promise<void>> = { start, status, stop, reset, deliver }

const { values, positionals } = parseOrExplain(usage, () =>
  parseArgs({
    allowPositionals: true,
    options: {
      ...portOptions,
      directory: { type: 'string', default: fileURLToPath(new URL('../var/platform', import.meta.url)) },
      seed: { type: 'string', default: 'full' },
      to: { type: 'string', default: '' },
      'free-ports': { type: 'boolean', default: false },
    },
  }),
)

const [command = '', file] = positionals
const chosen = commands[command]
if (chosen) {
  await chosen(file).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
} else {
  console.error(usage)
  process.exitCode = 2
}

async function start(): Promise<void> {
  const seed = (['full', 'small', 'none'] as const).find((size) => size === values.seed)
  if (!seed) throw new Error(`--seed is full, small or none, not "${values.seed}".`)
  const began = Date.now()
  const platform = await startPlatform({
    directory: values.directory,
    ports: values['free-ports'] ? 'free' : 'demo',
    portNumbers: chosenPorts(),
    seed,
    onStep: (text) => console.log(`${seconds(began)}  ${text}`),
  })
  console.log(`${seconds(began)}  Ready. Ctrl-C stops it.\n\n${describe(platform)}`)
  await untilAsked(platform)
  await platform.stop()
}

async function status(): Promise<void> {
  const platform = openPlatform(values.directory)
  const services = servicesOf(values.directory)
  for (const { name, pid, alive } of services) console.log(`${name.padEnd(8)} ${alive ? `runs (${pid})` : 'has ended'}`)
  console.log(platform ? describe(platform) : `No mail platform is ready in ${values.directory}.`)
  if (!platform) process.exitCode = 3
  return Promise.resolve()
}

async function stop(): Promise<void> {
  const stopped = await stopPlatformIn(values.directory)
  console.log(stopped ? 'Stopped.' : 'Nothing was running.')
}

async function reset(): Promise<void> {
  await resetPlatform(values.directory)
  console.log('Removed. The next start begins afresh.')
}

async function deliver(eml: string | undefined): Promise<void> {
  if (!eml || !values.to) throw new Error('Say which file and to whom: deliver FILE.eml --to ADDRESS')
  const platform = openPlatform(values.directory)
  if (!platform) throw new Error(`No mail platform runs in ${values.directory}: npm run platform -- start`)
  await platform.deliver(readFileSync(eml), values.to)
  console.log(`Delivered to ${values.to}.`)
}

function chosenPorts(): Partial<Ports> {
  const given = Object.entries(values as Record<string, unknown>)
  const names = Object.keys(demoPorts) as (keyof Ports)[]
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given.find(([option]) => option === `port-${toOption(name)}`)?.[1]
      return value === undefined ? [] : [[name, Number(value)]]
    }),
  )
}

/** Resolves on Ctrl-C, on a request to end, or when the platform was stopped from elsewhere. */
function untilAsked(platform: Platform): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearInterval(watch)
      resolve()
    }
    const watch = setInterval(() => {
      if (openPlatform(platform.directory)) return
      console.log('Stopped from elsewhere.')
      done()
    }, 1_000)
    process.once('SIGINT', done).once('SIGTERM', done)
  })
}

function describe({ ports, host, manageSieveStartTls, people, outsideDirectory, caFile }: Platform): string {
  const lines = [
    ['IMAP', `${host}:${ports.imaps} (TLS)`],
    ['Submission', `${host}:${ports.submission} (TLS)`],
    [
      'ManageSieve',
      `${host}:${ports.manageSieve} (TLS), ${manageSieveStartTls.host}:${manageSieveStartTls.port} (STARTTLS)`,
    ],
    ['LDAP', `${host}:${ports.ldaps} (TLS)`],
    ['Authority', caFile],
    ['Sent outside', outsideDirectory],
  ].map(([name = '', value = '']) => `${name.padEnd(13)}${value}`)
  const signIns = people.map(({ uid, name, password }) => `${uid.padEnd(8)} ${password.padEnd(18)} ${name}`)
  return `${lines.join('\n')}\n\n${signIns.join('\n')}\n`
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`.padStart(7)
}
