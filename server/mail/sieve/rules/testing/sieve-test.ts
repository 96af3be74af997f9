import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What a script does with a message, as Pigeonhole's `sieve-test` tells it. */
export interface Tried {
  /** By folder, with the flags that are set there, in small letters and sorted; what is kept by the way is in `INBOX`. */
  places: Record<string, string[]>
  redirects: string[]
  /** The texts of answers. */
  answers: string[]
  isRejected: boolean
}

export interface SieveTest {
  /** @throws where the script does not compile, or fails at this message */
  run(source: string, message: string | Buffer, envelope?: { from?: string; to?: string }): Promise<Tried>
  close(): void
}

const run = promisify(execFile)

/** Pigeonhole itself, without a mail server around it: mail is neither stored nor sent. */
export function openSieveTest(): SieveTest {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-sieve-test-'))
  for (const name of ['home', 'run']) mkdirSync(join(directory, name))
  // It never works as root, and whom it becomes must reach its files.
  for (const name of ['', 'home', 'run']) chmodSync(join(directory, name), 0o777)
  const [uid, gid] = process.getuid?.() === 0 ? ['mail', 'mail'] : [process.getuid?.(), process.getgid?.()]
  const config = join(directory, 'dovecot.conf')
  writeFileSync(config, configOf(directory, `${uid}`, `${gid}`))
  let count = 0
  return {
    async run(source, message, { from = 'kit@harbour.example', to = 'farid@example.gov' } = {}) {
      count += 1
      const [script, letter] = [join(directory, `${count}.sieve`), join(directory, `${count}.eml`)]
      writeFileSync(script, source)
      writeFileSync(letter, message)
      const envelope = ['-f', from, '-r', to, '-a', to]
      const { stdout, stderr } = await run('sieve-test', ['-C', '-c', config, ...envelope, script, letter])
      if (!stderr.includes('final result: success')) throw new Error(`${stderr}\n${source}`)
      return triedIn(stdout)
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
}

const configOf = (directory: string, uid: string, gid: string) => `ssl = no
mail_uid = ${uid}
mail_gid = ${gid}
first_valid_uid = 1
first_valid_gid = 0
base_dir = ${join(directory, 'run')}
state_dir = ${join(directory, 'run')}
mail_home = ${join(directory, 'home')}
mail_location = maildir:${join(directory, 'home', 'Maildir')}
plugin {
  sieve_extensions = +editheader +vacation-seconds
}
`

function triedIn(output: string): Tried {
  const tried: Tried = { places: {}, redirects: [], answers: [], isRejected: false }
  for (const block of output.split(/^ \* /m).slice(1)) {
    const [first = ''] = block.split('\n', 1)
    const [, folder] = /^store message in folder: (.*)$/.exec(first) ?? []
    const [, flags = ''] = /add IMAP flags: (.*)/.exec(block) ?? []
    if (folder !== undefined) tried.places[folder] = flags.toLowerCase().split(' ').filter(Boolean).sort()
    const [, address] = /^redirect message to: <(.*)>$/.exec(first) ?? []
    if (address !== undefined) tried.redirects.push(address)
    if (first.startsWith('send vacation')) tried.answers.push(/START MESSAGE\n(.*)\nEND/s.exec(block)?.[1] ?? '')
    if (first.startsWith('reject')) tried.isRejected = true
  }
  return tried
}
