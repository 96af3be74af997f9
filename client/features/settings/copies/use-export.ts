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
/** One that broke off is asked after more rarely, and not for ever: asking keeps the person signed in. */
const askBrokenEveryMs = 3_000
const mostAskedBroken = 200

const going = new Set<ExportProgress['state'] | undefined>(['waiting', 'running', 'interrupted'])

/** How long until it is asked after again; null once it was asked often enough. */
function patience(): (news: ExportProgress) => number | null {
  let broken = 0
  return ({ state }) => {
    broken = state === 'interrupted' ? broken + 1 : 0
    if (broken > mostAskedBroken) return null
    return broken > 0 ? askBrokenEveryMs : askEveryMs
  }
}

/** Has messages exported: the browser saves the file, the server says how far it is. Call it in setup. */
export function useExport() {
  const progress = shallowRef<ExportProgress | null>(null)
  const failure = shallowRef('')
  const isGoing = computed(() => going.has(progress.value?.state))
  let waitAfter = patience()
  let timer = 0
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
      waitAfter = patience()
      const begun = await call(startExport, { body: { messages: await messages(), format } }, { timeoutMs: 120_000 })
      progress.value = begun
      announce(t('mail-copies.exporting'))
      save(urlOf(downloadExport, { params: { exportId: begun.id } }))
      timer = window.setTimeout(() => void follow(begun.id), askEveryMs)
    })

  const follow = (exportId: string) =>
    attempt(async () => {
      const news = await call(readExport, { params: { exportId } })
      if (!isGoing.value) return
      take(news)
      const waitMs = waitAfter(news)
      if (waitMs !== null) timer = window.setTimeout(() => void follow(exportId), waitMs)
    })

  const stop = () =>
    attempt(async () => {
      clearTimeout(timer)
      take(await call(stopExport, { params: { exportId: progress.value?.id ?? '' } }))
    })

  function take(news: ExportProgress): void {
    const isSame = news.state === progress.value?.state
    progress.value = news
    if (news.state === 'failed') fail(t(`problems.${news.problem ?? 'unexpected'}`))
    else if (!isSame) announceChange(news)
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

/** Why it is known only where the mail server is the reason, not the way to the browser. */
export const interruptedText = ({ problem }: ExportProgress) =>
  [problem && t(`problems.${problem}`), t('mail-copies.exportInterrupted')].filter(Boolean).join(' ')

export const progressText = ({ state, done, total }: ExportProgress) =>
  state === 'waiting'
    ? t('mail-copies.waiting')
    : t('mail-copies.exportedOf', { done: formatNumber(done), total: formatNumber(total) })

function announceChange(news: ExportProgress): void {
  if (news.state === 'done') announce(doneText(news))
  if (news.state === 'interrupted') announce(interruptedText(news))
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
