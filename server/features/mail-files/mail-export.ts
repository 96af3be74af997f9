import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { ExportedMessages, ExportFormat, ExportProgress } from '#contract/mail-export.ts'
import type { FolderDescription, MailAccount, MessageReference, MessageSet } from '#server/mail/mail-account.ts'
import { zipOf } from '#server/mail/packed/write-zip.ts'
import { folderOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { isProblem, Problem } from '#server/problem.ts'
import { archiveEntries } from './archive-entries.ts'

/** Messages that were chosen, and how far their download is. */
export class MailExport {
  readonly id = randomBytes(18).toString('base64url')
  readonly #sets: readonly MessageSet[]
  readonly #format: ExportFormat
  readonly #total: number
  #state: ExportProgress['state'] = 'waiting'
  #counts = { done: 0, missing: 0, bytes: 0 }
  #problem: ExportProgress['problem'] = null
  #file: Readable | null = null

  constructor(sets: readonly MessageSet[], format: ExportFormat) {
    this.#sets = sets
    this.#format = format
    this.#total = sets.reduce((sum, { uids }) => sum + uids.length, 0)
  }

  get isRunning(): boolean {
    return this.#state === 'running'
  }

  progress(): ExportProgress {
    return { id: this.id, state: this.#state, total: this.#total, ...this.#counts, problem: this.#problem }
  }

  /** The archive, from its beginning. Whoever stops reading stops it; `mail` is closed with it. */
  open(mail: MailAccount): Readable {
    this.#state = 'running'
    this.#counts = { done: 0, missing: 0, bytes: 0 }
    this.#problem = null
    const onMessage = (sizeBytes: number) => {
      this.#counts.done += 1
      this.#counts.bytes += sizeBytes
    }
    const onMissing = (count: number) => (this.#counts.missing += count)
    const file = zipOf(archiveEntries({ mail, sets: this.#sets, format: this.#format, onMessage, onMissing }))
    this.#file = file
    file.once('error', (error) => this.#fail(error))
    file.once('close', () => {
      if (this.#state === 'running') this.#state = file.readableEnded ? 'done' : 'stopped'
      mail.close()
    })
    return file
  }

  stop(): void {
    if (!this.isRunning) return
    this.#state = 'stopped'
    this.#file?.destroy(new Problem('not-found'))
  }

  #fail(error: unknown): void {
    if (this.#state !== 'running') return
    // Whoever downloads it went away.
    const isLeft = (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE'
    this.#state = isLeft ? 'stopped' : 'failed'
    if (isLeft) return
    this.#problem = isProblem(error) ? error.type : 'unexpected'
  }
}

/** Which messages these are now, folder by folder. Throws `folder-gone`, and `not-found` where there are none. */
export async function chooseExported(mail: MailAccount, messages: ExportedMessages): Promise<MessageSet[]> {
  const sets = (await setsOf(mail, messages)).filter(({ uids }) => uids.length > 0)
  if (sets.length === 0) throw new Problem('not-found')
  return sets
}

async function setsOf(mail: MailAccount, messages: ExportedMessages): Promise<MessageSet[]> {
  if ('everything' in messages) return everythingIn(mail)
  if ('ids' in messages) return inFolders(referencesOf(messages.ids))
  const picked = await mail.pick(folderOf(messages.folderId), messages.filter)
  const except = referencesOf(messages.exceptIds).filter(({ folder }) => folder === picked.folder)
  if (except.some(({ validity }) => validity !== picked.validity)) throw new Problem('folder-gone')
  const left = new Set(except.map(({ uid }) => uid))
  return [{ ...picked, uids: picked.uids.filter((uid) => !left.has(uid)) }]
}

/** What others share is theirs, and what only shows messages of other folders would bring them twice. */
const isOwn = ({ owner, holdsMessages, serverRole }: FolderDescription) =>
  owner === null && holdsMessages && serverRole !== 'all' && serverRole !== 'flagged'

async function everythingIn(mail: MailAccount): Promise<MessageSet[]> {
  const sets: MessageSet[] = []
  for (const { path } of (await mail.folders()).filter(isOwn)) {
    const set = await mail.pick(path, {}).catch((error: unknown) => {
      if (isProblem(error, 'folder-gone') || isProblem(error, 'not-allowed')) return null
      throw error
    })
    if (set) sets.push(set)
  }
  return sets
}

const referencesOf = (ids: readonly string[]): MessageReference[] =>
  [...new Set(ids)].map(messageReferenceOf).filter((reference) => reference !== null)

function inFolders(references: readonly MessageReference[]): MessageSet[] {
  const groups = Map.groupBy(references, ({ folder, validity }) => JSON.stringify([folder, validity]))
  return [...groups.values()].map((some) => ({
    folder: some[0]?.folder ?? '',
    validity: some[0]?.validity ?? '',
    uids: some.map(({ uid }) => uid),
  }))
}
