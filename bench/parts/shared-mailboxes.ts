import { join } from 'node:path'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import { type Platform } from '#platform/platform.ts'
import { runAsRoot } from '#platform/processes/run.ts'
import { type start } from '#contract/session.ts'
import { rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { listFolders } from '../instruments/imap-commands.ts'
import { RawImap } from '../instruments/raw-imap.ts'
import { timed } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { type Stage } from '../stage.ts'

/** Whom they are shared with. */
const delegate = 'hana'
const mailboxes = 30
const foldersOfEach = 500
const visits = 5

/** Somebody for whom thirty mailboxes of five hundred folders are shared: from signing in to knowing all of them. */
export const sharedMailboxes: Part = {
  name: 'shared-mailboxes',
  async measure(stage) {
    await makeThem(stage)
    const [opened, floor]: number[][] = [[], []]
    for (let visit = 0; visit < visits; visit += 1) {
      floor?.push(await timed(() => listByHand(stage)))
      opened?.push(await timed(() => openAll(stage)))
    }
    const name = `${mailboxes} shared mailboxes of ${foldersOfEach} folders, sign-in to all folders`
    return [rowOf({ name, value: median(opened ?? []), unit: 'ms', floor: median(floor ?? []) }, { atMost: 2_000 })]
  },
}

const owners = Array.from({ length: mailboxes }, (_, index) => {
  const uid = `shared${String(index + 1).padStart(2, '0')}`
  return { uid, name: `Shared ${index + 1}`, address: `${uid}@example.gov`, password: `${uid}-bench-pass` }
})

type Owner = (typeof owners)[number]

/** The first is made by the mail server; the others are copies on its disk, which takes seconds in place of minutes. */
async function makeThem({ app: { platform } }: Stage): Promise<void> {
  const layout = layoutOf(platform.directory)
  await changeDirectory({ layout, ports: platform.ports, account: readAccount() }, owners.map(entryOf).join('\n'))
  const [first, ...others] = owners as [Owner, ...Owner[]]
  await share(platform, first, 'CREATE Projects')
  const raw = await RawImap.signIn(platform, first)
  // Below it each has the rights of the one around it.
  const names = Array.from({ length: foldersOfEach - 2 }, (_, index) => `CREATE "Projects/Project ${index + 1}"`)
  await raw.command(...names)
  raw.close()
  for (const owner of others) {
    await runAsRoot('cp', ['-a', join(layout.mail, first.uid), join(layout.mail, owner.uid)])
    await share(platform, owner)
  }
}

async function share(platform: Platform, owner: Owner, ...before: string[]): Promise<void> {
  const raw = await RawImap.signIn(platform, owner)
  // The mail server notes who shares with whom when rights change; in a copy they are there already.
  const rights = ['lr', 'lrswite'].flatMap((letters) =>
    ['INBOX', 'Projects'].map((folder) => `SETACL ${folder} ${delegate} ${letters}`),
  )
  await raw.command(...before, ...rights)
  raw.close()
}

const entryOf = ({ uid, name, address, password }: Owner) =>
  [
    ...[`dn: uid=${uid},ou=people,dc=example,dc=gov`, 'changetype: add', 'objectClass: inetOrgPerson'],
    ...['objectClass: curbcutMailUser', `uid: ${uid}`, `cn: ${name}`, `sn: ${name}`, 'employeeType: role'],
    ...[`mail: ${address}`, 'mailAccountStatus: active', `userPassword: ${password}`, ''],
  ].join('\n')

async function listByHand(stage: Stage): Promise<void> {
  const raw = await stage.raw(delegate)
  await raw.command(listFolders)
  raw.close()
}

async function openAll(stage: Stage): Promise<void> {
  const visitor = await stage.visit(delegate)
  const { folders } = await visitor.json<typeof start>('/api/start')
  visitor.close()
  const there = folders.items.filter(({ owner }) => owner !== null).length
  if (there < mailboxes * foldersOfEach) throw new Error(`only ${there} of their folders are there`)
}
