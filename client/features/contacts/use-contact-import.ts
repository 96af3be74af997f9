import { computed, ref } from 'vue'
import { ApiProblem } from '#client/api/api-problem.ts'
import { sendForEvents } from '#client/api/send-bytes.ts'
import { formatNumber, formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { importContacts, type ImportEvent, type ImportReport } from '#contract/contacts.ts'

interface Step {
  text: string
  done: number
  total: number
}

/** Has a file of contacts read, or taken, and says how far that is. */
export function useContactImport() {
  const step = ref<Step | null>(null)
  const isRunning = computed(() => step.value !== null)
  let stopper = new AbortController()

  /**
   * What would come, or came; null where it was stopped, by a second run as well: then nobody came.
   * @throws {ApiProblem}
   */
  async function run(file: File, isPreview: boolean): Promise<ImportReport | null> {
    stopper.abort()
    const own = (stopper = new AbortController())
    const { signal } = own
    let report = null as ImportReport | null
    const take = (event: ImportEvent) => {
      if (event.type === 'failed') throw new ApiProblem(event.problem, {})
      if (event.type === 'done') report = event.report
      else step.value = stepOf(event)
    }
    const onProgress = (sent: number) => (step.value = sending(sent, file.size))
    onProgress(0)
    try {
      const query = { preview: isPreview ? 'true' : 'false' }
      const onEvent = (event: unknown) => take(event as ImportEvent)
      await sendForEvents(importContacts, { query }, file, { signal, onProgress, onEvent })
      // The stream may end before its last event: the server went away.
      if (report === null) throw new ApiProblem('no-connection', {})
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      if (stopper === own) step.value = null
    }
    return report
  }

  return { step, isRunning, run, stop: () => stopper.abort() }
}

function sending(sent: number, total: number): Step {
  const words = { sent: formatSize(Math.min(sent, total)), total: formatSize(total) }
  return { text: t('contact-import.sentOf', words), done: sent, total }
}

function stepOf({ step, done, total }: Extract<ImportEvent, { type: 'progress' }>): Step {
  const words = { done: formatNumber(done), total: formatNumber(total) }
  return { text: t(`contact-import.${step}`, words), done, total }
}
