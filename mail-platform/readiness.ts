import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { createTransport } from 'nodemailer'
import { connectImap } from './dovecot/connect.ts'
import type { Platform } from './platform.ts'
import { isAlive, type OwnProcess } from './processes/daemon.ts'
import { run } from './processes/run.ts'
import type { ServiceName } from './processes/record.ts'
import { directorySocketUrl } from './openldap/slapd.ts'
import type { Site } from './site.ts'
import { mintToken } from './tokens.ts'

/** The person whose sign-in proves that a service is ready; a token, so a changed password does no harm. */
const prober = 'ada'

/** Waits until one service answers a real sign-in. @param watched its main process; when that ends, so does the waiting */
export function waitForService(
  name: ServiceName,
  platform: Platform,
  watched: OwnProcess,
  logFile: string,
): Promise<void> {
  const attempts: Record<ServiceName, (platform: Platform) => Promise<void>> = {
    slapd: bindToDirectory,
    dovecot: signInToImap,
    postfix: signInToSubmission,
    radicale: signInToAddressBooks,
    sink: greetSink,
  }
  return waitUntilReady(name, () => attempts[name](platform), watched, logFile)
}

/** Waits until the directory takes requests on its unix socket, though it may still be empty. */
export async function waitForDirectorySocket(
  site: Site,
  watched: OwnProcess | undefined,
  logFile: string,
): Promise<void> {
  if (!watched) throw new Error('slapd was not started.')
  const parameters = ['-Q', '-Y', 'EXTERNAL', '-H', directorySocketUrl(site)]
  const attempt = async (): Promise<void> => {
    await run('ldapwhoami', parameters)
  }
  await waitUntilReady('slapd', attempt, watched, logFile)
}

const patienceMs = 30_000
const pauseMs = 25

class NotReady extends Error {}

/**
 * Repeats a real sign-in until it succeeds.
 * @throws NotReady when the process has ended or half a minute has passed; it names the log to read.
 */
async function waitUntilReady(
  what: string,
  attempt: () => Promise<void>,
  watched: OwnProcess,
  logFile: string,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      await attempt()
      return
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (!isAlive(watched)) throw new NotReady(`${what} ended while starting (${reason}); see ${logFile}.`)
      if (Date.now() > deadline) throw new NotReady(`${what} is not ready: ${reason}; see ${logFile}.`)
      await wait(pauseMs)
    }
  }
}

/** An LDAP bind over ldaps with the reader's account. */
async function bindToDirectory(platform: Platform): Promise<void> {
  const client = new Client({
    url: `ldaps://${platform.host}:${platform.ports.ldaps}`,
    tlsOptions: { ca: [readFileSync(platform.caFile)] },
    connectTimeout: 5_000,
    timeout: 5_000,
  })
  try {
    const { bindDn, passwordFile } = platform.directoryAccess
    await client.bind(bindDn, readFileSync(passwordFile, 'utf8'))
  } finally {
    await client.unbind()
  }
}

async function signInToImap(platform: Platform): Promise<void> {
  const client = await connectImap(platform, prober)
  await client.logout()
}

async function signInToSubmission(platform: Platform): Promise<void> {
  const transport = createTransport({
    host: platform.host,
    port: platform.ports.submission,
    secure: true,
    tls: { ca: readFileSync(platform.caFile) },
    auth: { type: 'OAuth2', user: prober, accessToken: await mintToken(platform.tokens, prober) },
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
  })
  try {
    await transport.verify()
  } finally {
    transport.close()
  }
}

/** The sink has no sign-in: its greeting is enough. */
function greetSink({ host, ports }: Platform): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(ports.sink, host)
    socket.setTimeout(5_000, () => socket.destroy(new Error('no greeting')))
    socket.once('error', reject)
    socket.once('data', () => {
      socket.destroy()
      resolve()
    })
  })
}

/** Asks for the prober's address books, with the password. */
function signInToAddressBooks({ host, ports, caFile, people }: Platform): Promise<void> {
  const password = people.find(({ uid }) => uid === prober)?.password ?? ''
  const options = { ca: readFileSync(caFile), method: 'PROPFIND', auth: `${prober}:${password}`, timeout: 5_000 }
  return new Promise((resolve, reject) => {
    const asked = request(`https://${host}:${ports.carddav}/${prober}/`, { ...options, agent: false }, (answer) => {
      answer.resume()
      if (answer.statusCode === 207) resolve()
      else reject(new Error(`address books answer ${answer.statusCode}`))
    })
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
    asked.once('error', reject)
    asked.end()
  })
}
