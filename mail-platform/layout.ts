import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Where everything of one platform lives. All paths are absolute. */
export interface Layout {
  /** The directory the caller named; holds the record of what runs. */
  directory: string
  /** Configuration, mail, queues, logs: the same directory unless other users cannot reach it. */
  state: string
  /** Unix sockets; short, because a socket path may have 107 characters (sun_path, unix(7)). */
  sockets: string
  tls: string
  tokens: string
  secrets: string
  openldap: string
  dovecot: string
  postfix: string
  radicale: string
  mail: string
  /** Mail that left the organisation, one .eml file each. */
  outside: string
  log: string
  /** Which steps of the first start are done. */
  made: string
  record: string
}

const longestSocketsPath = 60

/** Computes the places for a directory without creating anything. */
export function layoutOf(directory: string): Layout {
  const own = resolve(directory)
  const state = reachableByOthers(dirname(own)) ? own : join('/var/tmp', shortName(own))
  const sockets = join(state, 'run')
  return {
    directory: own,
    state,
    sockets: sockets.length <= longestSocketsPath ? sockets : join(tmpdir(), shortName(own)),
    tls: join(state, 'tls'),
    tokens: join(state, 'tokens'),
    secrets: join(state, 'secrets'),
    openldap: join(state, 'openldap'),
    dovecot: join(state, 'dovecot'),
    postfix: join(state, 'postfix'),
    radicale: join(state, 'radicale'),
    mail: join(state, 'mail'),
    outside: join(state, 'outside'),
    log: join(state, 'log'),
    made: join(state, 'made'),
    record: join(own, 'running.json'),
  }
}

/** Creates the directories. The daemons' users pass through the upper ones (0711); the private ones are 0700. */
export function createLayout(layout: Layout): void {
  mkdirSync(layout.directory, { recursive: true })
  dropStateOfAnotherLife(layout)
  for (const place of [layout.directory, layout.state, layout.sockets]) makeOwn(place, 0o711)
  const { tls, openldap, dovecot, postfix, radicale, log, tokens, mail, secrets, outside, made } = layout
  for (const place of [tls, openldap, dovecot, postfix, radicale, log, tokens, mail])
    mkdirSync(place, { recursive: true })
  for (const place of [secrets, outside, made]) mkdirSync(place, { recursive: true, mode: 0o700 })
}

/**
 * The daemons' users must be able to pass through every directory above the state; a home directory of mode 0700
 * stops them. Then the state lives beside it, under /var/tmp, named after the directory.
 */
function reachableByOthers(path: string): boolean {
  const parent = dirname(path)
  if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false
  return parent === path || reachableByOthers(parent)
}

/** State outside the directory belongs to it only while the directory remembers its mark: a removed directory starts afresh. */
function dropStateOfAnotherLife(layout: Layout): void {
  if (layout.state === layout.directory) return
  const remembered = join(layout.directory, 'state-mark')
  const found = join(layout.state, 'state-mark')
  if (existsSync(remembered) && existsSync(found) && readFileSync(remembered, 'utf8') === readFileSync(found, 'utf8'))
    return
  if (existsSync(layout.state)) {
    refuseForeign(layout.state)
    rmSync(layout.state, { recursive: true })
  }
  const mark = randomUUID()
  makeOwn(layout.state, 0o711)
  writeFileSync(remembered, mark)
  writeFileSync(found, mark)
}

function makeOwn(path: string, mode: number): void {
  mkdirSync(path, { recursive: true, mode })
  refuseForeign(path)
  chmodSync(path, mode)
}

/** A directory with a predictable name under /tmp may have been put there by someone else. */
function refuseForeign(path: string): void {
  const { uid } = lstatSync(path)
  if (lstatSync(path).isSymbolicLink() || uid !== process.getuid?.())
    throw new Error(`${path} belongs to another user. Remove it or choose another platform directory.`)
}

function shortName(directory: string): string {
  return `curbcut-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`
}
