// `npm run keys -- COMMAND`: the keys with which the server signs the tokens for the mail servers.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseOrExplain } from '#platform/parse-or-explain.ts'
import { layoutOf } from '#platform/layout.ts'
import { TokenKeys } from '#server/mail/token-keys.ts'
import { root } from './prepare.mjs'

const usage = `npm run keys -- COMMAND [--directory DIRECTORY]

  list       Say which keys there are, and which one signs.
  rotate     Make a key that signs at once. For mail servers that read the directory's public keys themselves.
  add        Make a key that does not sign yet, to be copied to the mail servers first.
  use ID     Let this key sign.
  remove ID  Remove a key that does not sign any more.

DIRECTORY is what mail.tokens.keyDirectory names; without it, that of the demo. Nothing is to be restarted.
`

const { values, positionals } = parseOrExplain(usage, () =>
  parseArgs({
    allowPositionals: true,
    options: { directory: { type: 'string', default: layoutOf(join(root, 'var/platform')).tokens } },
  }),
)
const keys = new TokenKeys(values.directory)
const [command = '', id = ''] = positionals
/** What to type next, for the same directory. */
const next = (words: string) => `npm run keys -- ${words} --directory ${values.directory}`

const commands: Record<string, () => string[]> = {
  list: () => {
    const all = keys.ids()
    if (all.length === 0) return [`There is no key in ${values.directory}. Make one: ${next('rotate')}`]
    return all.map((known) => (known === keys.currentId() ? `${known}  signs` : known))
  },
  rotate: () => {
    const before = keys.currentId()
    const made = keys.add()
    keys.use(made)
    return [
      `${made} signs now. Its public key is ${keys.publicFile(made)}`,
      ...(before === null ? [] : [`${before} is not used any more. In two minutes: ${next(`remove ${before}`)}`]),
    ]
  },
  add: () => {
    const made = keys.add()
    return [
      `Copy ${keys.publicFile(made)}`,
      `to the same place in the key directory of each mail server. Then: ${next(`use ${made}`)}`,
    ]
  },
  use: () => {
    keys.use(id)
    return [`${id} signs now.`]
  },
  remove: () => {
    keys.remove(id)
    return [`${id} is removed. Remove its public key from each mail server, and reload them (doveadm reload):`].concat(
      'they remember keys they have seen.',
    )
  },
}

const chosen = commands[command]
try {
  if (chosen) console.log(chosen().join('\n'))
  else console.error(usage)
  if (!chosen) process.exitCode = 2
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
