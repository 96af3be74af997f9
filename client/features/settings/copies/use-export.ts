import { computed, onScopeDispose, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call, urlOf } from '#client/api/call.ts'
import { formatNumber, formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemText } from '#client/mail/problem-text.ts'
import {
  downloadExport,
  type ExportedMessages,
  type ExportFormat,
  type ExportProgress,
  readExport,
  startExport,
  stopExport,
} from '#contract/mail-export.ts'

const askEveryMs = 700

/** Has messages exported: the browser saves the file, the server says how far it is. Call it in setup. */
export function useExport() {
  const progress = shallowRef<ExportProgress | null>(null)
  const failure = shallowRef('')
  const isGoing = computed(() => progress.value?.state === 'waiting' || progress.value?.state === 'running')
  let timer: ReturnType<typeof setTimeout> | undefined
  // The download goes on without this page; only nobody is told how far it is.
  onScopeDispose(() => {
    progress.value = null
    clearTimeout(timer)
  })

  const attempt = (work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => {
      progress.value = null
      fail(problemText(error))
    })

  const start = (messages: () => Promise<ExportedMessages>, format: ExportFormat) =>
    attempt(async () => {
      failure.value = ''
      const begun = await call(startExport, { body: { messages: await messages(), format } }, { timeoutMs: 120_000 })
      progress.value = begun
      announce(t('mail-copies.exporting'))
      save(urlOf(downloadExport, { params: { exportId: begun.id } }))
      timer = setTimeout(() => void follow(begun.id), askEveryMs)
    })

  const follow = (exportId: string) =>
    attempt(async () => {
      const news = await call(readExport, { params: { exportId } })
      if (!isGoing.value) return
      take(news)
      timer = setTimeout(() => void follow(exportId), askEveryMs)
    })

  const stop = () =>
    attempt(async () => {
      clearTimeout(timer)
      const { state, ...rest } = await call(stopExport, { params: { exportId: progress.value?.id ?? '' } })
      // One that the browser has not asked for yet is over as well for whoever has stopped it.
      take({ ...rest, state: state === 'waiting' ? 'stopped' : state })
    })

  function take(news: ExportProgress): void {
    progress.value = news
    if (news.state === 'failed') fail(t(`problems.${news.problem ?? 'unexpected'}`))
    else announceEnd(news)
  }

  function fail(text: string): void {
    failure.value = text
    announce(`${t('mail-copies.exportFailed')}. ${text}`, { assertive: true })
  }

  return { progress, failure, isGoing, start, stop }
}

export const doneText = ({ done, missing, bytes }: ExportProgress) =>
  [
    t('mail-copies.exported', { count: done, size: formatSize(bytes) }),
    missing > 0 && t('mail-copies.gone', { count: missing }),
  ]
    .filter((sentence) => typeof sentence === 'string')
    .join(' ')

export const progressText = ({ state, done, total }: ExportProgress) =>
  state === 'waiting'
    ? t('mail-copies.waiting')
    : t('mail-copies.exportedOf', { done: formatNumber(done), total: formatNumber(total) })

function announceEnd(news: ExportProgress): void {
  if (news.state === 'done') announce(doneText(news))
  if (news.state === 'stopped') announce(t('mail-copies.exportStopped'))
}

/** The browser writes it to disk as it comes: nothing of it is held by the page. */
function save(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
