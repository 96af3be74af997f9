import { defineStore } from 'pinia'
import { markRaw, shallowReactive } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { sendBytes } from '#client/api/send-bytes.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft, type DraftFile } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { useSessionWatch } from '#client/mail/session-watch.ts'
import { deleteUpload, startUpload, uploadContent } from '#contract/uploads.ts'

/** A file this page has in hand. */
interface Transfer {
  readonly draftKey: string
  readonly file: File
  sentBytes: number
  abort: AbortController
  /** Why it failed, in words. */
  why: string
}

/** More at a time make none of them quicker. */
const mostAtATime = 2

/** Brings chosen files to the server, a few at a time, also while the person does something else. */
class Transfers {
  /** What this page knows of each file, by its key. */
  readonly known = shallowReactive(new Map<string, Transfer>())
  readonly #waiting: string[] = []
  readonly #underWay = new Set<string>()
  #watchers: (() => void)[] = []

  /** Adds files to a draft and begins to upload them. */
  add(draftKey: string, files: readonly File[]): void {
    const draft = useDrafts().find(draftKey)
    if (!draft || files.length === 0) return
    for (const file of files) {
      const key = crypto.randomUUID()
      draft.files.push({ key, name: file.name, sizeBytes: file.size, uploadId: null, part: null, state: 'arriving' })
      this.#queue(draftKey, key, file)
    }
    draft.changedAtMs = Date.now()
    announce(t('files.begun', { count: files.length, name: plainLine(files[0]?.name ?? '') }))
  }

  /** Adds a picture that is to stand in the text, and answers its name there. */
  addPicture(draft: Draft, file: File): string {
    const key = crypto.randomUUID()
    const entry = { key, cid: key, name: file.name, sizeBytes: file.size, uploadId: null, part: null }
    draft.files.push({ ...entry, state: 'arriving' })
    draft.changedAtMs = Date.now()
    this.#queue(draft.key, key, file)
    return key
  }

  /** Ends the upload of a file that is left out. */
  stop(key: string): void {
    this.known.get(key)?.abort.abort()
  }

  /** Uploads a file once more; false where this page does not have it any more, so that it has to be chosen again. */
  again(draftKey: string, key: string): boolean {
    const [entry, transfer] = [fileOf(draftKey, key), this.known.get(key)]
    if (!entry || !transfer) return false
    entry.state = 'arriving'
    this.#queue(draftKey, key, transfer.file)
    return true
  }

  /** Resolves when no upload of this draft is under way or waits. */
  async settled(draftKey: string): Promise<void> {
    const isArriving = () => filesOf(draftKey).some(({ state }) => state === 'arriving')
    while (isArriving() && this.#underWay.size + this.#waiting.length > 0)
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve)
      })
  }

  #queue(draftKey: string, key: string, file: File): void {
    this.known.set(key, { draftKey, file, sentBytes: 0, abort: new AbortController(), why: '' })
    this.#waiting.push(key)
    this.#goOn()
  }

  #goOn(): void {
    while (this.#underWay.size < mostAtATime) {
      const key = this.#waiting.shift()
      if (key === undefined) break
      this.#underWay.add(key)
      void this.#bring(key).finally(() => {
        this.#underWay.delete(key)
        const told = this.#watchers
        this.#watchers = []
        for (const tell of told) tell()
        this.#goOn()
      })
    }
  }

  async #bring(key: string): Promise<void> {
    const transfer = this.known.get(key)
    if (!transfer || !fileOf(transfer.draftKey, key)) return
    try {
      await this.#upload(key, transfer)
      tellArrived(transfer.draftKey, key)
    } catch (error) {
      const file = fileOf(transfer.draftKey, key)
      if (transfer.abort.signal.aborted || !file) return
      file.state = 'failed'
      this.#change(key, { why: problemText(error) })
      announce(t('files.failed', { name: plainLine(file.name), why: problemText(error) }), { assertive: true })
    }
  }

  async #upload(key: string, { draftKey, file, abort }: Transfer): Promise<void> {
    const { signal } = abort
    const { uploadId, name } = await call(startUpload, { body: { name: file.name, sizeBytes: file.size } }, { signal })
    try {
      await sendContent(uploadId, file, signal, (sentBytes) => this.#change(key, { sentBytes }))
    } catch (error) {
      dropUpload(uploadId)
      throw error
    }
    const entry = fileOf(draftKey, key)
    const draft = useDrafts().find(draftKey)
    if (!entry || !draft) {
      dropUpload(uploadId)
      return
    }
    Object.assign(entry, { uploadId, name, state: 'here' } satisfies Partial<DraftFile>)
    draft.changedAtMs = Date.now()
  }

  #change(key: string, values: Partial<Pick<Transfer, 'sentBytes' | 'why'>>): void {
    const transfer = this.known.get(key)
    if (transfer) this.known.set(key, { ...transfer, ...values })
  }
}

const useStore = defineStore('transfers', () => ({ transfers: markRaw(new Transfers()) }))

/** The uploads of this page. */
export const useTransfers = (): Transfers => useStore().transfers

const filesOf = (draftKey: string): DraftFile[] => useDrafts().find(draftKey)?.files ?? []
const fileOf = (draftKey: string, key: string) => filesOf(draftKey).find((file) => file.key === key)

/** Nobody has to wait for it: what is left is forgotten after a day. */
function dropUpload(uploadId: string): void {
  void call(deleteUpload, { params: { uploadId } }).catch(() => undefined)
}

/** Said once for all that were chosen together: when the last of a draft's files is there. */
function tellArrived(draftKey: string, key: string): void {
  const files = filesOf(draftKey)
  const arrived = files.find((file) => file.key === key)
  if (!arrived || arrived.cid !== undefined || files.some(({ state }) => state === 'arriving')) return
  announce(t('files.arrived', { count: files.length, name: plainLine(arrived.name) }))
}

/** A session that ends under way costs the upload, not the file: it is sent once more after signing in again. */
async function sendContent(
  uploadId: string,
  file: File,
  signal: AbortSignal,
  onProgress: (sentBytes: number) => void,
): Promise<void> {
  const send = () => sendBytes(uploadContent, { params: { uploadId } }, file, { signal, onProgress })
  try {
    await send()
  } catch (error) {
    const hasEnded = error instanceof ApiProblem && error.type === 'not-signed-in'
    if (!hasEnded || !(await useSessionWatch().askToSignInAgain())) throw error
    await send()
  }
}
