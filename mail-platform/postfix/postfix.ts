import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, isAlive, stopProcess, type OwnProcess } from '../processes/daemon.ts'
import { CommandFailed, runAsRoot } from '../processes/run.ts'
import type { Layout } from '../layout.ts'
import type { Site } from '../site.ts'
import { mainCf, postfixConfigDirectory, queueDirectory, type PostfixInputs } from './main-cf.ts'
import { directoryMaps } from './maps.ts'
import { masterCf } from './master-cf.ts'

/** The queue directories, as Postfix's own installer wants them described (postfix-files, post-install(1)). */
const installation = [
  '$data_directory:d:$mail_owner:-:700:uc',
  '$queue_directory:d:root:-:755:uc',
  ...['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'saved', 'trace'].map(
    (name) => `$queue_directory/${name}:d:$mail_owner:-:700:ucr`,
  ),
  '$queue_directory/private:d:$mail_owner:-:700:uc',
  '$queue_directory/maildrop:d:$mail_owner:$setgid_group:730:uc',
  '$queue_directory/public:d:$mail_owner:$setgid_group:710:uc',
  '$queue_directory/pid:d:root:-:755:uc',
]

export function postfixLog(layout: Layout): string {
  return join(layout.log, 'postfix.log')
}

/** Writes main.cf, master.cf and the maps. Postfix makes its queues itself when it starts. */
export async function configurePostfix(site: Site, inputs: PostfixInputs): Promise<void> {
  const { layout, account } = site
  const directory = postfixConfigDirectory(layout)
  const files = {
    'main.cf': mainCf(site, inputs),
    'master.cf': masterCf(site),
    'dynamicmaps.cf': 'ldap postfix-ldap.so dict_ldap_open\n',
    'postfix-files': `${installation.join('\n')}\n`,
    ...directoryMaps(site),
  }
  if (existsSync(directory)) await giveTo(account.self.name, directory)
  mkdirSync(directory, { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
  // Postfix loads no plug-in named in a file that belongs to anybody but root.
  await giveTo('root', directory)
  if (!existsSync(queueDirectory(layout))) mkdirSync(queueDirectory(layout))
  // Postfix would create it for root alone; deliver() reads it to know when a message has arrived.
  if (!existsSync(postfixLog(layout))) writeFileSync(postfixLog(layout), '', { mode: 0o644 })
}

/** Starts Postfix as root, through sudo when we are not. It leaves us at once, so its number comes from its pid file. */
export async function startPostfix({ layout }: Site): Promise<OwnProcess> {
  try {
    await runAsRoot('/usr/sbin/postfix', ['-c', postfixConfigDirectory(layout), 'start'])
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    throw new Error(`Postfix did not start; see ${postfixLog(layout)}. ${error.message}`, { cause: error })
  }
  const own = await findPostfix(layout)
  if (!own) throw new Error(`Postfix did not start; see ${postfixLog(layout)}.`)
  return own
}

/** Ends Postfix. Mail still in its queue stays there for the next start. */
export async function stopPostfix(layout: Layout, own: OwnProcess): Promise<void> {
  if (!isAlive(own)) return
  await stopProcess(own, async (pid, signal) => {
    // The shell's own kill: the program of that name need not be installed.
    await runAsRoot('sh', ['-c', 'kill -s "$0" -- "$1"', signal, String(pid)])
  })
  // Tells postfix-script that the queue was left in order, so that the next start need not look through it.
  await runAsRoot('touch', [join(queueDirectory(layout), 'quick-start')])
}

/** The running master of this directory's queue, whoever started it. */
export async function findPostfix(layout: Layout): Promise<OwnProcess | undefined> {
  const file = join(queueDirectory(layout), 'pid', 'master.pid')
  if (!existsSync(file)) return undefined
  try {
    const pid = Number.parseInt(await runAsRoot('cat', [file]), 10)
    const place = await runAsRoot('readlink', [`/proc/${pid}/cwd`])
    return place.trim() === queueDirectory(layout) ? identify(pid) : undefined
  } catch (error) {
    if (error instanceof CommandFailed) return undefined
    throw error
  }
}

/** Removes configuration, queue and data, which belong to root and to Postfix's user. */
export async function removePostfixFiles(layout: Layout): Promise<void> {
  if (existsSync(layout.postfix)) await runAsRoot('rm', ['-rf', '--', layout.postfix])
}

/** Among root's own files there is nothing to give away. */
async function giveTo(user: string, directory: string): Promise<void> {
  if (process.getuid?.() !== 0) await runAsRoot('chown', ['-R', '--', user, directory])
}
