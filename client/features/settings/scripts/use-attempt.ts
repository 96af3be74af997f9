import { ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemText } from '#client/mail/problem-text.ts'

/** Asks the server, one thing at a time; what goes wrong is shown and said, never thrown. */
export function useAttempt() {
  const failure = ref('')
  const isBusy = ref(false)

  /** Undefined where it failed, or while another is under way. */
  async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (isBusy.value) return undefined
    failure.value = ''
    isBusy.value = true
    try {
      return await work()
    } catch (error) {
      const said = error instanceof ApiProblem ? (error.details.serverSaid ?? '') : ''
      failure.value = `${problemText(error)} ${said}`.trim()
      announce(`${t('scripts.notSaved')}. ${failure.value}`, { assertive: true })
      return undefined
    } finally {
      isBusy.value = false
    }
  }

  return { failure, isBusy, attempt }
}
