import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { Client, EqualityFilter, type Entry, OrFilter } from 'ldapts'

export interface ListPolicyOptions {
  /** Postfix asks here; anybody of this machine may. */
  socket: string
  directory: { url: string; caFile: string; bindDn: string; passwordFile: string; baseDn: string }
}

/** What smtpd(8) says of one recipient (SMTPD_POLICY_README). */
type Question = Partial<Record<'sender' | 'recipient' | 'sasl_username' | 'policy_context', string>>

/** Mail that comes from here is of the organisation's own people, and says truly from whom. */
export const insideContext = 'inside'

/** A list that holds a list that holds it would never end. */
const deepest = 10
const refusals: Record<string, string> = {
  organisation: '550 5.7.2 This list takes mail from inside its organisation only.',
  members: '550 5.7.2 This list takes mail from its members only.',
  owners: '550 5.7.2 This list takes mail from its owners only.',
}

/**
 * Postfix's question who may write to which list. It is a program of its own because a map of Postfix knows the sender or the
 * recipient, never both. @returns a function that stops it, once it listens.
 */
export async function startListPolicy({ socket, directory }: ListPolicyOptions): Promise<() => Promise<void>> {
  rmSync(socket, { force: true })
  const open = new Set<Socket>()
  const server = createServer((connection) => {
    open.add(connection)
    connection.on('close', () => open.delete(connection)).on('error', () => undefined)
    void answerAll(connection, directory)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  chmodSync(socket, 0o666)
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const connection of open) connection.destroy()
    })
}

/** One question after the other: lines of `name=value`, ended by an empty one. */
async function answerAll(connection: Socket, directory: ListPolicyOptions['directory']): Promise<void> {
  let text = ''
  try {
    for await (const chunk of connection.setEncoding('utf8')) {
      text += String(chunk)
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const question = Object.fromEntries(
          lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
        ) as Question
        // Nobody's mail is let through, or lost, because the directory does not answer.
        const action = await verdict(question, directory).catch(() => '451 4.3.0 The directory does not answer.')
        connection.write(`action=${action}\n\n`)
      }
    }
  } catch {
    // Postfix has gone.
  }
}

async function verdict(question: Question, directory: ListPolicyOptions['directory']): Promise<string> {
  const client = new Client({ url: directory.url, tlsOptions: { ca: [readFileSync(directory.caFile)] } })
  try {
    await client.bind(directory.bindDn, readFileSync(directory.passwordFile, 'utf8'))
    const find = async (...wanted: [string, string][]) => {
      const filters = wanted.map(([attribute, value]) => new EqualityFilter({ attribute, value }))
      if (filters.length === 0) return []
      return (await client.search(directory.baseDn, { filter: new OrFilter({ filters }) })).searchEntries
    }
    const recipient = (question.recipient ?? '').replace(/\+[^@]*@/, '@')
    const [list] = await find(['mail', recipient], ['mailLocalAddress', recipient])
    const rule = String(list?.['mailListPoster'] ?? 'anyone')
    if (!list || rule === 'anyone') return 'DUNNO'
    return (await mayPost(question, list, rule, find)) ? 'DUNNO' : (refusals[rule] ?? refusals['owners'] ?? 'REJECT')
  } finally {
    await client.unbind().catch(() => undefined)
  }
}

async function mayPost(
  { sender = '', sasl_username: user = '', policy_context: context }: Question,
  list: Entry,
  rule: string,
  find: (...wanted: [string, string][]) => Promise<Entry[]>,
): Promise<boolean> {
  // Outside anybody can write a sender's address: only what the list itself says of people outside holds there.
  const isInside = context === insideContext
  const names: [string, string][] = [
    ['mail', sender],
    ['mailLocalAddress', sender],
    ['uid', user],
  ]
  const people = isInside ? await find(...names.filter(([, value]) => value !== '')) : []
  if (rule === 'organisation') return people.length > 0
  const owners = new Set([list['owner'] ?? []].flat().map((dn) => String(dn).toLowerCase()))
  if (people.some(({ dn }) => owners.has(dn.toLowerCase()))) return true
  if (rule !== 'members') return false
  let inside = [
    ...people.flatMap(({ dn }): [string, string][] => [['member', dn]]),
    ...[['rfc822MailMember', sender] as [string, string]].filter(() => sender !== ''),
  ]
  for (let depth = 0; inside.length > 0 && depth < deepest; depth += 1) {
    const groups = await find(...inside)
    if (groups.some(({ dn }) => dn.toLowerCase() === list.dn.toLowerCase())) return true
    inside = groups.map(({ dn }): [string, string] => ['member', dn])
  }
  return false
}
