import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { sendBytes } from '#client/api/send-bytes.ts'
import { type FolderId } from '#contract/ids.ts'
import { checkImport, importLot, importMessages, type ImportOutcome, type ImportResult } from '#contract/mail-import.ts'
import { type FoundMessage } from './message-bytes.ts'
import { readHead } from './message-head.ts'

/** What came, or would come, of one message of a file. */
export interface BroughtMessage extends Pick<FoundMessage, 'file' | 'position'> {
  outcome: ImportOutcome | 'unreadable'
  subject: string
  from: string
}

interface Bringing {
  folderId: FolderId
  /** Only says what would come. */
  isPreview: boolean
  signal: AbortSignal
  take: (message: BroughtMessage) => void
}

type Whole = FoundMessage & { bytes: Uint8Array<ArrayBuffer> }

/**
 * Sends messages to the server lot by lot and tells of each what came of it, in their order within a lot. Ends early by the
 * signal, quietly, and where the mailbox is full.
 * @throws {ApiProblem}
 */
export async function bringMessages(messages: AsyncIterable<FoundMessage>, bringing: Bringing): Promise<void> {
  const { signal, take, isPreview } = bringing
  const seen = new Set<string>()
  let lot: Whole[] = []
  let bytes = 0
  const mailbox = { isFull: false }
  const send = async () => {
    const some = lot
    lot = []
    bytes = 0
    const results = some.length > 0 ? await askPatiently(some, bringing) : []
    for (const [index, { outcome, subject, from }] of results.entries()) {
      const { file, position, bytes: content } = some[index] ?? { file: '', position: null, bytes: new Uint8Array() }
      // What comes twice in the files themselves the server cannot know beforehand.
      const isAgain = isPreview && outcome === 'added' && !isNew(seen, await markOf(content))
      if (outcome === 'no-room') mailbox.isFull = true
      take({ file, position, outcome: isAgain ? 'known' : outcome, subject, from })
    }
  }
  for await (const message of messages) {
    if (signal.aborted || mailbox.isFull) return
    if (message.bytes === null) {
      const { file, position, fault } = message
      take({ file, position, outcome: fault ?? 'unreadable', subject: '', from: '' })
      continue
    }
    const isOver = lot.length >= importLot.messages || bytes + message.bytes.length > importLot.bytes
    if (isOver) await send()
    lot.push({ ...message, bytes: message.bytes })
    bytes += message.bytes.length
  }
  if (!signal.aborted && !mailbox.isFull) await send()
}

function isNew(seen: Set<string>, mark: string): boolean {
  const size = seen.size
  return seen.add(mark).size > size
}

async function markOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { messageId } = readHead(bytes)
  return messageId === null ? await sha256Of(bytes) : `${messageId} ${bytes.length}`
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Where the server asks to wait, it is waited: a large import is not a reason to fail. */
async function askPatiently(lot: readonly Whole[], bringing: Bringing): Promise<ImportResult[]> {
  for (;;) {
    try {
      return await ask(lot, bringing)
    } catch (error) {
      if (bringing.signal.aborted) return []
      if (!(error instanceof ApiProblem) || error.type !== 'too-many-requests') throw error
      const seconds = error.details.retryAfterSeconds ?? 2
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
}

async function ask(lot: readonly Whole[], { folderId, isPreview, signal }: Bringing): Promise<ImportResult[]> {
  if (isPreview) {
    const heads = await Promise.all(
      lot.map(async ({ bytes }) => {
        const { head, messageId } = readHead(bytes)
        return { head, sizeBytes: bytes.length, sha256: messageId === null ? await sha256Of(bytes) : null }
      }),
    )
    return (await call(checkImport, { body: { folderId, messages: heads } }, { signal, timeoutMs: 120_000 })).results
  }
  const parts = lot.flatMap(({ bytes, receivedAtMs, flags, labels }) => [
    `${JSON.stringify({ sizeBytes: bytes.length, receivedAtMs, flags, labels })}\n`,
    bytes,
  ])
  const options = { signal, onProgress: () => undefined }
  return (await sendBytes(importMessages, { query: { folderId } }, new Blob(parts), options)).results
}
