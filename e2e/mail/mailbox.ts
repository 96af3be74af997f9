import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ImapFlow } from 'imapflow'
import { type Platform } from '#platform/platform.ts'
import { eventually } from '../eventually.ts'
import { sentMailFaults } from '../sent-mail/sent-mail-faults.ts'

/** A message as another mail program sees it. */
export interface Seen {
  uid: number
  flags: Set<string>
  raw: Buffer
}

/** Looks into a person's mailbox over IMAPS, past the app: what the app claims must be true there. */
export interface Mailbox {
  /** The newest message with exactly this subject in the folder, by its path; null when there is none. */
  find(folder: string, subject: string): Promise<Seen | null>
  /**
   * Waits up to 30 s until it is there: what is sent can be taken back for ten of them. What was composed in the app must be as it
   * should be, for whoever gets it.
   */
  arrives(folder: string, subject: string): Promise<Seen>
  /** Waits up to 15 s until it is no longer there. */
  leaves(folder: string, subject: string): Promise<void>
  /** The path of the folder with this special use, such as `\Trash` (RFC 6154). */
  folderFor(specialUse: string): Promise<string>
  /** Adds or removes a flag, as another mail program would. */
  flag(folder: string, subject: string, flag: string, set: boolean): Promise<void>
  /** Deletes a message for ever, as another mail program would. */
  expunge(folder: string, subject: string): Promise<void>
  /** Makes a folder with messages of these subjects, the first one the oldest. */
  fill(folder: string, subjects: readonly string[]): Promise<void>
  /** Makes a folder with one conversation of so many messages in it, each an answer to the first. */
  fillConversation(folder: string, subject: string, count: number): Promise<void>
  /** Puts a message into a folder as if it had arrived then. */
  put(folder: string, subject: string, arrivedAt: Date): Promise<void>
  /** Makes a folder with messages as they are written, whatever any mail server would say to them. */
  putSources(folder: string, sources: readonly string[]): Promise<void>
  /** Deletes a folder with all that is in it. */
  drop(folder: string): Promise<void>
  /** Lets somebody else do in a folder what these letters say, and no more (RFC 4314). */
  letIn(folder: string, uid: string, rights: string): Promise<void>
  /** Whether programs that show only chosen folders show it. */
  isSubscribed(folder: string): Promise<boolean>
  /** How many messages with this subject a folder has. */
  countOf(folder: string, subject: string): Promise<number>
  /** How many messages a folder has. */
  count(folder: string): Promise<number>
  countFlagged(folder: string): Promise<number>
  close(): Promise<void>
}

/** Written in the app, by its Message-ID, and sent: a draft is not done yet. */
const isComposed = ({ flags, raw }: Seen) =>
  !flags.has('\\Draft') && /^Message-ID:\s+<[0-9a-f]{40}@/im.test(raw.toString('latin1'))

/** What the library can do besides and does not say in its types. */
interface Commands {
  exec(command: string, words: readonly object[]): Promise<{ next(): void }>
}

export async function openMailbox(platform: Platform, uid: string): Promise<Mailbox> {
  const person = platform.people.find((one) => one.uid === uid)
  if (!person) throw new Error(`no such person: ${uid}`)
  const client = new ImapFlow({
    host: platform.host,
    port: platform.ports.imaps,
    secure: true,
    tls: { ca: readFileSync(platform.caFile) },
    auth: { user: person.uid, pass: person.password },
    logger: false,
    // A command given past the library, as SETACL is, would wait for ever in the middle of IDLE.
    disableAutoIdle: true,
  })
  await client.connect()
  return mailboxOf(client)
}

function mailboxOf(client: ImapFlow): Mailbox {
  const inFolder = async <T>(folder: string, act: () => Promise<T>): Promise<T> => {
    const lock = await client.getMailboxLock(folder)
    try {
      await client.noop()
      return await act()
    } finally {
      lock.release()
    }
  }
  const newest = async (subject: string): Promise<number | undefined> => {
    const found = await client.search({ header: { subject } }, { uid: true })
    for (const uid of Array.isArray(found) ? found.toReversed() : []) {
      const one = await client.fetchOne(String(uid), { envelope: true }, { uid: true })
      if (one && one.envelope?.subject === subject) return uid
    }
    return undefined
  }
  const find = (folder: string, subject: string): Promise<Seen | null> =>
    inFolder(folder, async () => {
      const uid = await newest(subject)
      if (uid === undefined) return null
      const one = await client.fetchOne(String(uid), { source: true, flags: true }, { uid: true })
      return one ? { uid, flags: one.flags ?? new Set(), raw: one.source ?? Buffer.alloc(0) } : null
    })
  return {
    find,
    async arrives(folder, subject) {
      const seen = await eventually(`"${subject}" in ${folder}`, () => find(folder, subject), { withinMs: 30_000 })
      if (isComposed(seen)) assert.deepEqual(await sentMailFaults(seen.raw), [], `What was sent as "${subject}"`)
      return seen
    },
    countOf: (folder, subject) =>
      inFolder(folder, async () => {
        const found = await client.search({ header: { subject } }, { uid: true })
        return Array.isArray(found) ? found.length : 0
      }),
    async leaves(folder, subject) {
      const gone = async () => (await find(folder, subject)) === null
      await eventually(`"${subject}" gone from ${folder}`, gone, { withinMs: 15_000 })
    },
    async folderFor(specialUse) {
      const folder = (await client.list()).find((one) => one.specialUse === specialUse)
      if (!folder) throw new Error(`no folder for ${specialUse}`)
      return folder.path
    },
    flag: (folder, subject, flag, set) =>
      inFolder(folder, async () => {
        const uid = await newest(subject)
        if (uid === undefined) throw new Error(`no "${subject}" in ${folder}`)
        const change = set ? client.messageFlagsAdd : client.messageFlagsRemove
        await change.call(client, String(uid), [flag], { uid: true })
      }),
    expunge: (folder, subject) =>
      inFolder(folder, async () => {
        await client.messageDelete(String(await newest(subject)), { uid: true })
      }),
    async fill(folder, subjects) {
      await client.mailboxCreate(folder)
      for (const subject of subjects) await client.append(folder, `Subject: ${subject}\r\n\r\nGood morning.\r\n`)
    },
    async fillConversation(folder, subject, count) {
      await client.mailboxCreate(folder)
      const first = `<${randomUUID()}@harbour.example>`
      await client.append(folder, `Subject: ${subject}\r\nMessage-ID: ${first}\r\n\r\nGood morning.\r\n`)
      const answer = `Subject: Re: ${subject}\r\nIn-Reply-To: ${first}\r\nReferences: ${first}\r\n\r\nGood morning.\r\n`
      for (let at = 1; at < count; at += 1)
        await client.append(folder, `Message-ID: <${randomUUID()}@harbour.example>\r\n${answer}`)
    },
    async put(folder, subject, arrivedAt) {
      await client.append(folder, `Subject: ${subject}\r\n\r\nGood morning.\r\n`, [], arrivedAt)
    },
    async putSources(folder, sources) {
      await client.mailboxCreate(folder)
      for (const source of sources) await client.append(folder, source)
    },
    async drop(folder) {
      await client.mailboxDelete(folder)
    },
    async letIn(folder, uid, rights) {
      const words = [folder, uid, rights].map((value) => ({ type: 'STRING', value }))
      const answer = await (client as ImapFlow & Commands).exec('SETACL', words)
      answer.next()
    },
    async isSubscribed(folder) {
      // imapflow leaves out what does not hold, whatever its types say.
      return (await client.list()).some(({ path, subscribed }) => path === folder && (subscribed as unknown) === true)
    },
    async count(folder) {
      const status = await client.status(folder, { messages: true })
      return status ? (status.messages ?? 0) : 0
    },
    countFlagged: (folder) =>
      inFolder(folder, async () => {
        const found = await client.search({ flagged: true }, { uid: true })
        return Array.isArray(found) ? found.length : 0
      }),
    // A connection that is gone already needs no farewell.
    close: async () => (client.usable ? client.logout() : undefined),
  }
}
