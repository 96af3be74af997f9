// Installs the Debian packages of debian-packages.txt, and nothing else: no service of theirs is started or enabled, and no
// existing configuration file is changed. Plain JavaScript for whatever Node the machine has.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StepFailed } from './steps.mjs'

// Maintainer scripts start and enable services through these. Stand-ins that come first on their PATH keep them from it.
const serviceCommands = [
  'deb-systemd-helper',
  'deb-systemd-invoke',
  'invoke-rc.d',
  'service',
  'systemctl',
  'update-rc.d',
]

// Without these answers Postfix writes /etc/postfix/main.cf and /etc/aliases, and slapd makes a database of its own.
const debconfAnswers = [
  ['postfix/main_mailer_type', 'postfix', 'No configuration'],
  ['slapd/no_configuration', 'slapd', 'true'],
]

/** The names in debian-packages.txt. */
export function wantedPackages() {
  const list = readFileSync(new URL('debian-packages.txt', import.meta.url), 'utf8')
  return list.split('\n').filter((line) => line && !line.startsWith('#'))
}

/** Those of them that are not installed; all of them where dpkg cannot say. */
export function missingPackages() {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...wantedPackages()], {
    encoding: 'utf8',
  })
  const lines = (stdout ?? '').split('\n').filter((line) => line.endsWith(' installed'))
  const installed = new Set(lines.map((line) => line.split(' ')[0]))
  return wantedPackages().filter((name) => !installed.has(name))
}

/** How to become root: nothing to do, by sudo without a question, or not at all. */
export function rootAccess() {
  if (process.getuid?.() === 0) return { prefix: [] }
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
  if (!sudo.error && sudo.status === 0) return { prefix: ['sudo', '-n'] }
  return null
}

export function hasSudo() {
  return !spawnSync('sudo', ['--version'], { stdio: 'ignore' }).error
}

/**
 * Installs the named packages; what apt prints goes to `logFile` (appended) or, without one, to the terminal.
 * @param {readonly string[]} names
 * @param {{ prefix: readonly string[], logFile?: string, tell?: (detail: string) => void }} options
 *   `prefix`: what makes a command run as root
 * @throws {StepFailed} when apt fails
 */
export async function installPackages(names, { prefix, logFile, tell = () => {} }) {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-apt-'))
  try {
    const commands = join(directory, 'no-services')
    mkdirSync(commands)
    for (const command of serviceCommands) {
      const file = join(commands, command)
      writeFileSync(file, '#!/bin/sh\nexit 0\n')
      chmodSync(file, 0o755)
    }
    chmodSync(directory, 0o755)
    const answers = join(directory, 'debconf.dat')
    writeFileSync(answers, debconfAnswers.map(answer).join('\n'))
    const environment = [
      'DEBIAN_FRONTEND=noninteractive',
      `DEBCONF_DB_OVERRIDE=File{filename:${answers} readonly:true}`,
    ]
    /** @param {string[]} parameters */
    const apt = (...parameters) => run([...prefix, 'env', ...environment, 'apt-get', ...parameters], logFile, tell)
    await apt('update', '-q')
    await apt(
      ...['install', '-q', '-y', '--no-install-recommends'],
      ...['-o', `DPkg::Path=${commands}:/usr/sbin:/usr/bin:/sbin:/bin`],
      ...['-o', 'Dpkg::Options::=--force-confold', '-o', 'Dpkg::Use-Pty=0'],
      ...names,
    )
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const answer = (/** @type {string[]} */ [question, owner, value]) =>
  `Name: ${question}\nTemplate: ${question}\nValue: ${value}\nOwners: ${owner}\nFlags: seen\n`

/**
 * @param {string[]} commandLine
 * @param {string | undefined} logFile
 * @param {(detail: string) => void} tell
 */
async function run([command = '', ...parameters], logFile, tell) {
  const child = spawn(command, parameters, {
    stdio: ['ignore', logFile ? 'pipe' : 'inherit', logFile ? 'pipe' : 'inherit'],
  })
  if (logFile) {
    const log = createWriteStream(logFile, { flags: 'a' })
    child.stderr?.pipe(log, { end: false })
    child.stdout?.pipe(log, { end: false })
    child.once('close', () => log.end())
  }
  child.stdout?.on('data', (chunk) => {
    const line = /^(?:Get:\d+|Unpacking|Setting up) .*$/m.exec(String(chunk))?.[0]
    if (line) tell(line.trim())
  })
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', resolve)
  })
  if (code === 0) return
  const what = `apt-get ${parameters.includes('update') ? 'update' : 'install'}`
  throw new StepFailed(`Debian packages could not be installed: ${what} ended with ${code}.`, { logFile })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = missingPackages()
  if (missing.length > 0) await installPackages(missing, { prefix: [] })
  console.log(missing.length > 0 ? 'The Debian packages are installed.' : 'Nothing is missing.')
}
