import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { copyKeyFor, ensureServerCertificate, type KeyPair } from '../ca.ts'
import { loopback } from '../ports.ts'
import { startDaemon, stopProcess } from '../processes/daemon.ts'
import { unpackPackages } from '../unpack-packages.ts'

/** A PostgreSQL server of one's own: on loopback, over TLS alone. */
export interface PostgresServer {
  host: string
  port: number
  caFile: string
  database: string
  user: string
  passwordFile: string
  stop(): Promise<void>
}

interface Programs {
  bin: string
  env: NodeJS.ProcessEnv
}

const user = 'curbcut'
/** Who it runs as where we are root, as which it refuses to run. */
const nobody = { uid: 65_534, gid: 65_534 }

/**
 * Starts PostgreSQL from Debian's package, installed or else unpacked below `programFolder`.
 *
 * @param directory empty, and one that every user may pass through
 */
export async function startPostgres(directory: string, port: number, programFolder: string): Promise<PostgresServer> {
  const account = process.getuid?.() === 0 ? nobody : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const own = (path: string) => chownSync(path, account.uid, account.gid)
  const { bin, env } = await findPrograms(directory, programFolder)
  const { key, caFile } = await certificateFor(directory, account)
  const data = join(directory, 'data')
  mkdirSync(data, { mode: 0o700 })
  own(data)
  const passwordFile = join(directory, 'password')
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  own(passwordFile)
  const create = ['-D', data, '-U', user, '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale=C']
  await promisify(execFile)(join(bin, 'initdb'), [...create, '--no-sync'], { ...account, env, cwd: directory })
  writeFileSync(join(data, 'pg_hba.conf'), `hostssl all all ${loopback}/32 scram-sha-256\n`)
  writeFileSync(join(data, 'postgresql.conf'), settings(port, key))
  const logFile = join(directory, 'postgres.log')
  const server = await startDaemon(join(bin, 'postgres'), ['-D', data], { logFile, env, account })
  return {
    ...{ host: loopback, port, caFile, database: 'postgres', user, passwordFile },
    // SIGTERM would wait for everybody to leave.
    stop: () => stopProcess(server, (pid, signal) => void process.kill(pid, signal === 'TERM' ? 'SIGINT' : 'SIGKILL')),
  }
}

function settings(port: number, { certificate, key }: KeyPair): string {
  return [
    `listen_addresses = '${loopback}'`,
    `port = ${port}`,
    `unix_socket_directories = ''`,
    'max_connections = 300',
    'ssl = on',
    `ssl_cert_file = '${certificate}'`,
    `ssl_key_file = '${key}'`,
    // What is kept here need not outlive a loss of power.
    'fsync = off',
    '',
  ].join('\n')
}

async function certificateFor(directory: string, account: { uid: number; gid: number }) {
  const tls = join(directory, 'tls')
  mkdirSync(tls)
  chmodSync(tls, 0o711)
  const { authority, server } = await ensureServerCertificate(tls)
  for (const { certificate } of [authority, server]) chmodSync(certificate, 0o644)
  return { key: copyKeyFor(server, 'postgres', account), caFile: authority.certificate }
}

async function findPrograms(directory: string, programFolder: string): Promise<Programs> {
  const [installed] = globSync('/usr/lib/postgresql/*/bin')
  if (installed !== undefined) return { bin: installed, env: process.env }
  const unpacked = await unpackPackages(programFolder, 'postgresql', ['postgresql-15', 'libpq5'])
  // Where the user that it runs as can reach it.
  const usr = join(directory, 'usr')
  cpSync(join(unpacked, 'usr'), usr, { recursive: true })
  const [bin, libraries] = [globSync(join(usr, 'lib/postgresql/*/bin')), globSync(join(usr, 'lib/*-linux-gnu'))]
  return { bin: bin[0] ?? '', env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') } }
}
