import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyKeyFor, type KeyPair } from '../ca.ts'
import { people } from '../demo-people.ts'
import { loopback } from '../ports.ts'
import { startDaemon, type OwnProcess } from '../processes/daemon.ts'
import type { Site } from '../site.ts'

/** The address book everybody finds at the CardDAV server: `/ada/contacts/`. */
const firstBook = 'contacts'

/** An address book that Farid finds among his own and may only read, as a unit shares one: `/farid/unit-bridges/`. */
export const sharedBook = { uid: 'farid', folder: 'unit-bridges', name: 'Bridges of the city' }

/** What is called after a unit is only read; everything else belongs to its owner. */
const rightsRules = `[root]
user: .+
collection:
permissions: R
[home]
user: .+
collection: {user}
permissions: RW
[unit]
user: .+
collection: {user}/unit-[^/]+
permissions: r
[own]
user: .+
collection: {user}/[^/]+
permissions: rw
`

/** Writes the configuration of the CardDAV server, who may sign in, and an empty address book for everybody who has none. */
export function configureAddressBooks(site: Site, certificate: KeyPair): void {
  const { layout, account, ports } = site
  const own = copyKeyFor(certificate, 'radicale', account.addressBooks)
  const users = join(layout.radicale, 'users')
  const passwords = people.map(({ uid, password }) => `${uid}:${password}\n`).join('')
  writeFileSync(users, passwords, { mode: 0o600 })
  const rights = join(layout.radicale, 'rights')
  writeFileSync(rights, rightsRules, { mode: 0o600 })
  const folder = join(layout.radicale, 'data')
  for (const { uid } of people) makeBook(join(folder, 'collection-root', uid, firstBook))
  const shared = join(folder, 'collection-root', sharedBook.uid, sharedBook.folder)
  makeBook(shared, sharedBook.name)
  const card = ['BEGIN:VCARD', 'VERSION:3.0', 'UID:bridge', 'FN:Bridge Guard', 'N:Guard;Bridge;;;', 'END:VCARD', '']
  writeFileSync(join(shared, 'bridge.vcf'), card.join('\r\n'))
  const sharedPaths = [shared, join(shared, '.Radicale.props'), join(shared, 'bridge.vcf')]
  for (const path of [users, rights, ...pathsTo(folder), ...sharedPaths])
    chownSync(path, account.addressBooks.uid, account.addressBooks.gid)
  writeFileSync(
    join(layout.radicale, 'config'),
    `[server]
hosts = ${loopback}:${ports.carddav}
ssl = True
certificate = ${own.certificate}
key = ${own.key}
[auth]
type = htpasswd
htpasswd_filename = ${users}
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = ${rights}
[storage]
filesystem_folder = ${folder}
[web]
type = none
[logging]
level = warning
`,
  )
}

export function startAddressBooks({ layout, account }: Site): Promise<OwnProcess> {
  return startDaemon('/usr/bin/radicale', ['--config', join(layout.radicale, 'config')], {
    logFile: join(layout.log, 'radicale.log'),
    ...(account.isRoot && { account: account.addressBooks }),
  })
}

/** A folder with a file that says what it holds: how Radicale keeps a collection. */
function makeBook(folder: string, name = 'Work contacts'): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const kind = { tag: 'VADDRESSBOOK', 'D:displayname': name }
  writeFileSync(join(folder, '.Radicale.props'), JSON.stringify(kind))
}

/** The folders made here, which the server has to be able to write to. */
function pathsTo(folder: string): string[] {
  const root = join(folder, 'collection-root')
  const books = people.flatMap(({ uid }) => {
    const book = join(root, uid, firstBook)
    return [join(root, uid), book, join(book, '.Radicale.props')]
  })
  return [folder, root, ...books]
}
