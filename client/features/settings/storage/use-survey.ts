import { useQuery, useQueryCache } from '@pinia/colada'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { readEvents } from '#client/api/read-events.ts'
import { formatNumber, formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { reportKey, storageQuery } from '#client/mail/storage/storage.ts'
import { type StorageReport, surveyStorage, type SurveyEvent } from '#contract/storage.ts'

/** Has the mailbox looked through, and says how far that is. Call it in setup; it stops with its owner. */
export function useSurvey() {
  const cache = useQueryCache()
  const report = shallowRef(cache.getQueryData<StorageReport>(reportKey))
  const progress = ref<{ looked: number; total: number } | null>(null)
  const failure = ref('')
  const { refetch } = useQuery(storageQuery())
  let stopper = new AbortController()

  async function look(): Promise<void> {
    if (progress.value) return
    stopper = new AbortController()
    progress.value = { looked: 0, total: 0 }
    failure.value = ''
    announce(t('storage.looking'))
    try {
      for await (const event of readEvents<SurveyEvent, typeof surveyStorage>(surveyStorage, {}, stopper.signal))
        take(event)
      if (isUnfinished()) throw new ApiProblem('no-connection', {})
    } catch (error) {
      if (!stopper.signal.aborted) fail(problemText(error))
    } finally {
      progress.value = null
    }
    refetch().catch(() => undefined)
  }

  /** The stream may end before its last event: the server went away. */
  const isUnfinished = () => progress.value !== null

  function take(event: SurveyEvent): void {
    if (event.type === 'progress') {
      progress.value = { looked: event.looked, total: event.total }
      return
    }
    progress.value = null
    if (event.type === 'failed') {
      fail(t(`problems.${event.problem}`))
      return
    }
    report.value = event.report
    cache.setQueryData(reportKey, event.report)
    announce(doneText(event.report))
  }

  function fail(text: string): void {
    failure.value = text
    announce(`${t('storage.lookFailed')}. ${text}`, { assertive: true })
  }

  const stop = () => stopper.abort()
  onScopeDispose(stop)
  return { report, progress, failure, look, stop }
}

export const doneText = ({ messages, bytes }: StorageReport) =>
  t('storage.done', { messages: formatNumber(messages), size: formatSize(bytes) })
