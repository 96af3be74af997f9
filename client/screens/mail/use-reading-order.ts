import { useQueryCache } from '@pinia/colada'
import { onScopeDispose, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { afterReading } from '#client/mail/after-reading.ts'
import { type FolderRows, openedBy, rowWith } from '#client/mail/folder-rows.ts'
import { markReadQuietly } from '#client/mail/mark-read-quietly.ts'
import { keptMessages } from '#client/mail/kept-messages.ts'
import { neighbourOf, newestUnread } from '#client/mail/landing.ts'
import { missingRun, readRows } from '#client/mail/load-rows.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { messageQuery } from '#client/mail/queries.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Message, type MessageSummary } from '#contract/messages.ts'

/** A row the person rests on this long is likely to be opened next. */
const restMs = 120

/** Right after the start nothing is fetched ahead: the first screen comes first. */
const settleMs = 1_500

/** How far the next unread message is looked for beyond the rows that are loaded. */
const farthestRow = 2_000
const rowsAtOnce = 200

interface ReadingOrder {
  /** The list on the screen and what it is called. */
  list: () => { id: FolderId; name: string } | null
  openId: () => MessageId | null
  open: (id: MessageId) => void
}

/** Goes through a folder message by message, and has the next one ready before it is asked for. */
export function useReadingOrder({ list, openId, open }: ReadingOrder) {
  const { prefetch, prepare } = useFetchingAhead()
  let resting: ReturnType<typeof setTimeout> | undefined
  const begunAt = performance.now()

  const rowsNow = (): FolderRows | undefined => {
    const shown = list()
    return shown ? mailboxCache().rowsOf(shown.id) : undefined
  }

  watch(
    openId,
    async (id) => {
      clearTimeout(resting)
      if (id === null) return
      await prefetch(id)
      if (openId() !== id) return
      // Its row and what comes next can wait until it is on the screen.
      await afterReading()
      const rows = rowsNow()
      // Of a conversation, each message is marked where it is shown.
      if (!rows?.grouping) void markReadQuietly(id)
      if (!rows || openId() !== id) return
      for (const step of [1, -1] as const) {
        const neighbour = neighbourOf(rows, id, step)
        if (neighbour) await prepare(openedBy(rows, neighbour))
      }
    },
    { immediate: true },
  )

  /** Called for the row that has the focus: fetched if the person stays on it. */
  function restOn(id: MessageId): void {
    clearTimeout(resting)
    const delayMs = Math.max(restMs, settleMs - (performance.now() - begunAt))
    resting = setTimeout(() => void prepare(id), delayMs)
  }
  onScopeDispose(() => clearTimeout(resting))

  function openNeighbour(step: 1 | -1): void {
    const rows = rowsNow()
    const from = openId()
    const next = rows && from !== null ? neighbourOf(rows, from, step) : undefined
    if (rows && next) open(openedBy(rows, next))
    else announce(t(step === 1 ? 'app.noNext' : 'app.noPrevious'))
  }

  async function openNextUnread(): Promise<void> {
    const shown = list()
    if (!shown) return
    const found = await findUnread(shown.id, openId())
    const rows = rowsNow()
    if (found && rows) open(openedBy(rows, found))
    else announce(t('app.noUnread', { folder: shown.name }))
  }

  return { prefetch, restOn, openNeighbour, openNextUnread }
}

/** The newest unread message other than the open one; rows not loaded yet are read as far as it takes. */
async function findUnread(listId: FolderId, openId: MessageId | null): Promise<MessageSummary | undefined> {
  const { rowsOf, setRows } = mailboxCache()
  for (let from = 0; from < farthestRow; from += rowsAtOnce) {
    const rows = rowsOf(listId)
    const run = rows && missingRun(rows, from, from + rowsAtOnce)
    const openRowId = rows && openId && rowWith(rows, openId)?.id
    const found = rows && newestUnread(rows, openRowId)
    if (found && (!run || positionIsBefore(rows, found, run.offset))) return found
    if (rows && (rows.unread === 0 || from >= rows.total)) return found
    if (!rows || run) setRows(await readRows(listId, run?.offset ?? from, run?.limit ?? rowsAtOnce))
    const now = rowsOf(listId)
    const newest = now && newestUnread(now, openId && rowWith(now, openId)?.id)
    if (newest) return newest
  }
  return undefined
}

function positionIsBefore(rows: FolderRows, row: MessageSummary, position: number): boolean {
  for (const [at, known] of rows.rows) if (known.id === row.id) return at < position
  return false
}

function useFetchingAhead() {
  const cache = useQueryCache()
  const kept = keptMessages()

  /** Puts a message into the cache before it is asked for; one that cannot be had now is asked for again when it is opened. */
  async function prefetch(id: MessageId): Promise<void> {
    kept.use(id)
    await cache.refresh(cache.ensure(messageQuery(id))).catch(() => undefined)
  }

  /** The same, and has its text ready to be shown. */
  async function prepare(id: MessageId): Promise<void> {
    await prefetch(id)
    const message = cache.getQueryData<Message>(keys.message(id))
    if (!message?.html) return
    const maker = await import('#client/mail/received/make-ready.ts').catch(() => null)
    const body = await maker?.makeReady(message)
    if (!body) return
    const frames = await import('#client/features/reading/frame/prepare-frame.ts').catch(() => null)
    await frames?.prepareFrame(message, body)
  }

  return { prefetch, prepare }
}
