// What `npm start` and `npm test` need before anything else: npm packages and Debian packages. Plain JavaScript without
// dependencies, because it runs under the machine's own Node before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasSudo, installPackages, missingPackages, rootAccess } from './debian.mjs'
import { differenceFrom } from './lockfile.mjs'
import { StepFailed } from './steps.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
const nodeNeeded = 24
const oldestNode = { major: 20, minor: 19 }
const ownNode = `node-${process.platform}-${process.arch}/bin/node`

/** The folder of the logs; made when missing. */
export function logFolder() {
  const folder = join(root, 'var/log')
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new StepFailed(
      `${join(root, 'var')} cannot be written to. It holds everything the demo and the tests keep. If another user started them\n` +
        'here before, remove it as that user (or with sudo), and start again.',
      { cause },
    )
  }
  return folder
}

/** @param {import('./steps.mjs').Steps} steps */
export async function prepareNpmPackages(steps) {
  const difference = npmDifference()
  if (difference)
    await steps.run('npm packages', (tell) => {
      tell(difference)
      return installNpmPackages(difference)
    })
  linkOwnNode()
}

/**
 * The mail platform needs Debian 12 and root, for its packages and for its Postfix. Asked before anything is installed.
 * @param {string} command what to run again afterwards, such as `npm start`
 */
export function requirePlatformSystem(command) {
  if (debianVersion() !== '12')
    throw new StepFailed(
      `The mail platform runs on Debian 12 (bookworm); this is ${systemName()}. Elsewhere use the container:\n\n` +
        '  docker compose up\n\nThe server alone runs wherever Node 24 does: npm start -- --config FILE',
    )
  if (rootAccess()) return
  const missing = missingPackages()
  const why = missing.length > 0 ? `, and these Debian packages must be installed:\n\n  ${missing.join(' ')}\n\n` : '. '
  const how = hasSudo()
    ? `sudo wants a password here. Give it once, then all goes by itself:\n\n  sudo -v && ${command}`
    : `There is no sudo here. Run this as root:\n\n  cd ${root} && ${command}`
  throw new StepFailed(
    `The mail platform needs root: its Postfix starts as root${why}${how}\n\nor use the container: docker compose up`,
  )
}

/** @param {import('./steps.mjs').Steps} steps */
export async function prepareDebianPackages(steps) {
  const missing = missingPackages()
  const access = rootAccess()
  if (missing.length === 0 || !access) return
  const logFile = join(logFolder(), 'debian.log')
  const name = `${missing.length} Debian package${missing.length > 1 ? 's' : ''}`
  await steps.run(name, (tell) => installPackages(missing, { ...access, logFile, tell }))
}

/** Node 24 from the npm packages, or the one running when it is new enough. */
export function nodeForTheRest() {
  const own = join(root, 'node_modules', ownNode)
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= nodeNeeded) return process.execPath
  throw new StepFailed(
    `This needs Node ${nodeNeeded}, and npm has no package of it for ${process.platform} on ${process.arch}.\n` +
      `Install Node ${nodeNeeded} (this is ${process.version}), or use the container: docker compose up`,
  )
}

/** npm 10 leaves out this link, by which npm's scripts find our Node before the machine's. */
function linkOwnNode() {
  const link = join(root, 'node_modules/.bin/node')
  if (existsSync(join(root, 'node_modules', ownNode)) && !existsSync(link)) symlinkSync(`../${ownNode}`, link)
}

function npmDifference() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return 'they were not installed before'
  return differenceFrom(readJson(join(root, 'package-lock.json')), readJson(installed))
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** @param {string} reason */
async function installNpmPackages(reason) {
  const logFile = join(logFolder(), 'npm.log')
  const log = openSync(logFile, 'w')
  const env = { ...process.env, PATH: pathWithoutOurs() }
  requireNodeForNpm(env)
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    env,
    stdio: ['ignore', log, log],
  })
  const code = await new Promise((resolve) => {
    npm.on('error', (error) => resolve(error.message))
    npm.on('close', resolve)
  })
  if (code !== 0)
    throw new StepFailed(`npm packages could not be installed (${reason}; npm ended with ${code}).`, { logFile })
}

/** Our own Node is among what npm replaces, so npm must not run under it. */
function pathWithoutOurs() {
  const entries = (process.env.PATH ?? '').split(delimiter)
  return entries.filter((entry) => !entry.endsWith(join('node_modules', '.bin'))).join(delimiter)
}

/**
 * npm silently leaves out packages with a program inside when the Node it runs under is too old for them.
 * @param {NodeJS.ProcessEnv} env
 */
function requireNodeForNpm(env) {
  const { stdout } = spawnSync('node', ['--version'], { env, encoding: 'utf8' })
  const [, major = 0, minor = 0] = /^v(\d+)\.(\d+)/.exec(stdout ?? '')?.map(Number) ?? []
  if (major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)) return
  throw new StepFailed(
    `This needs Node ${oldestNode.major}.${oldestNode.minor} or newer to begin with; this is ${stdout?.trim() || 'none'}. ` +
      'Everything else comes by itself.',
  )
}

function debianVersion() {
  const release = osRelease()
  return /^ID=debian$/m.test(release) ? /^VERSION_ID="?(\d+)"?$/m.exec(release)?.[1] : undefined
}

function systemName() {
  return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(osRelease())?.[1] ?? process.platform
}

function osRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8')
  } catch {
    return ''
  }
}
