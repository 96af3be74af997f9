import { ref, type Ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemText } from '#client/mail/problem-text.ts'
import type * as browserPasskeys from './browser-passkeys.ts'

/** Whether this browser knows passkeys at all. */
export const hasPasskeys = (): boolean => typeof PublicKeyCredential === 'function'

type Browser = typeof browserPasskeys

/** One use of a passkey at a time; what went wrong is said, and stands in `failure` until the next. */
export function usePasskey(): {
  isBusy: Readonly<Ref<boolean>>
  failure: Ref<string>
  run: (work: (browser: Browser) => Promise<void>) => Promise<void>
} {
  const isBusy = ref(false)
  const failure = ref('')

  async function run(work: (browser: Browser) => Promise<void>): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    failure.value = ''
    const browser = await import('./browser-passkeys.ts').catch(() => null)
    try {
      if (browser) await work(browser)
      else failure.value = t('passkeys.notLoaded')
    } catch (error) {
      failure.value = wordsFor(error, browser?.faultOf(error) ?? null)
    } finally {
      isBusy.value = false
    }
    if (failure.value) announce(failure.value, { assertive: true })
  }
  return { isBusy, failure, run }
}

function wordsFor(error: unknown, fault: ReturnType<Browser['faultOf']>): string {
  if (fault) return t(`passkeys.fault.${fault}`)
  if (!(error instanceof ApiProblem)) return t('passkeys.fault.browser')
  const field = error.details.fields?.find((one) => one.field === 'passkey' || one.field === 'proof')
  if (field) return t(field.code === 'too-many' ? 'passkeys.fault.tooMany' : 'passkeys.fault.refused')
  return error.details.secondStep ? t('passkeys.fault.refused') : problemText(error)
}
