import { once } from 'node:events'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderDescription, MailAccount } from '../mail-account.ts'
import { imapServer, personOf, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { tlsTrust } from '../tls-server.ts'
import { ImapAccounts } from './accounts.ts'

const user = 'jonas'
const many = 1_000
const depth = 30
/** A server that syncs each folder to a busy disk takes minutes for all of them. */
const makingWithinMs = 900_000
const flat = Array.from({ length: many }, (_, at) => `Many ${String(at).padStart(4, '0')}`)
const deep = Array.from({ length: depth }, (_, at) => ['Deep', ...Array(at).fill('Inside')].join('/'))

/** All at once, because one after the other would take minutes on a busy machine. */
async function sendAll(commands: readonly string[]): Promise<void> {
  const platform = realPlatform()
  const server = imapServer(platform)
  const socket = connect({ host: server.host, port: server.port, ...tlsTrust(server) })
  await once(socket, 'secureConnect')
  const login = `a LOGIN ${user} "${personOf(platform, user).password}"`
  socket.write([login, ...commands.map((command, at) => `b${at} ${command}`), 'z LOGOUT', ''].join('\r\n'))
  let answers = ''
  socket.on('data', (data: Buffer) => (answers += data.toString()))
  await once(socket, 'close')
  expect(answers.match(/^b\d+ OK/gm)).toHaveLength(commands.length)
}

describe('a mailbox of a thousand folders on Dovecot', () => {
  let account: MailAccount
  beforeAll(async () => {
    await sendAll([...flat, deep.at(-1)].map((name) => `CREATE "${name}"`))
    await sendAll([`APPEND "${flat[234]}" {15+}\r\nSubject: x\r\n\r\nx`, `STATUS "${flat[234]}" (MESSAGES)`])
    account = new ImapAccounts(imapServer(realPlatform())).resume(tokenIdentity(realPlatform(), user))
  }, makingWithinMs)
  afterAll(async () => {
    account.close()
    await sendAll([...flat, deep.at(-1)].map((name) => `DELETE "${name}"`))
  }, makingWithinMs)

  const named = (folders: readonly FolderDescription[], path: string) => folders.find((each) => each.path === path)

  it('is listed whole and in order, with the counts of each', async () => {
    const folders = await account.folders()
    const paths = folders.map(({ path }) => path)
    expect(paths.filter((path) => path.startsWith('Many '))).toEqual(flat)
    expect(named(folders, flat[234] ?? '')).toMatchObject({ total: 1, unread: 1, role: null, holdsMessages: true })
    expect(named(folders, flat[235] ?? '')).toMatchObject({ total: 0, unread: 0 })
  })

  it('has a tree of thirty levels in it, each inside the one before', async () => {
    const folders = (await account.folders()).filter(({ path }) => path.startsWith('Deep'))
    expect(folders.map(({ path }) => path)).toEqual(deep)
    expect(folders.map(({ parentPath }) => parentPath)).toEqual([null, ...deep.slice(0, -1)])
    expect(folders.at(-1)).toMatchObject({ name: 'Inside', holdsMessages: true })
  })

  it('has folders made, renamed and deleted like any other', async () => {
    const innermost = deep.at(-1) ?? ''
    const made = await account.folderChanges.create(innermost, 'New')
    const { folder } = await account.folderChanges.change(made.path, { name: 'Newer' })
    expect(named(await account.folders(), folder.path)).toMatchObject({ parentPath: innermost, name: 'Newer' })
    await account.folderChanges.remove(folder.path)
    expect(named(await account.folders(), folder.path)).toBeUndefined()
  })
})
