import { nextTick, ref, shallowRef, type TemplateRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { problemText } from '#client/mail/problem-text.ts'

/** A form for one of the rules that share a script on the mail server, and so one version. */
interface RuleForm<State> {
  form: TemplateRef<HTMLElement>
  initial: State
  /** Fills the fields. */
  fill: (state: State) => void
  /** Whether a field says nothing that can be; it has `aria-invalid` then, or stands in what has `data-wrong`. */
  isWrong: () => boolean
  /** What else is in the way, in words; null where nothing is. */
  hindrance: () => string | null
  /** Gives what is there then. Throws ApiProblem. */
  send: (version: string) => Promise<State>
  /** Says that it is saved. */
  tellSaved: (state: State, before: State) => void
  notSaved: () => string
  /** True where it has dealt with what the server said no to. */
  refused?: (error: unknown) => Promise<boolean>
  /** What the server has by now. */
  readAgain: () => Promise<State | undefined>
}

const startOf = <State>(initial: State) => ({
  /** What the fields were filled from; changes made elsewhere since do not take away what is typed. */
  seen: shallowRef(initial),
  /** Errors are shown from the first try on, and each is gone as soon as it is mended. */
  hasTried: ref(false),
  isSaving: ref(false),
  failure: ref(''),
  isOvertaken: ref(false),
})

const isOfOldVersion = (error: unknown) => error instanceof ApiProblem && error.type === 'rules-changed'

/** Why it was not saved, with what the mail server said to that. */
function reasonOf(error: unknown): string {
  const said = error instanceof ApiProblem ? (error.details.serverSaid ?? '') : ''
  return `${problemText(error)} ${said}`.trim()
}

/** Saves what is typed, or leads to what is wrong with it. */
export function useRuleSaving<State extends { version: string }>(rule: RuleForm<State>) {
  const start = startOf(rule.initial)
  const { seen, hasTried, isSaving, failure, isOvertaken } = start

  function take(state: State): void {
    seen.value = state
    rule.fill(state)
    hasTried.value = false
    failure.value = ''
    isOvertaken.value = false
  }

  async function save(): Promise<void> {
    hasTried.value = true
    failure.value = ''
    isOvertaken.value = false
    const isWrong = rule.isWrong()
    await nextTick()
    const hindrance = isWrong ? null : rule.hindrance()
    if (isWrong) rule.form.value?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus()
    else if (hindrance !== null) fail(hindrance)
    else if (!isSaving.value) await send()
  }

  async function send(): Promise<void> {
    isSaving.value = true
    try {
      const before = seen.value
      const state = await rule.send(before.version)
      take(state)
      rule.tellSaved(state, before)
    } catch (error) {
      if (await rule.refused?.(error)) return
      isOvertaken.value = isOfOldVersion(error)
      fail(reasonOf(error))
    } finally {
      isSaving.value = false
    }
  }

  function fail(text: string): void {
    failure.value = text
    announce(`${rule.notSaved()}. ${text}`, { assertive: true })
  }

  /** In place of what is typed what the server has, or the other way round. */
  async function settle(keepsTyped: boolean): Promise<void> {
    const state = await rule.readAgain()
    if (!state) return
    if (keepsTyped) seen.value = state
    else take(state)
    if (keepsTyped) await save()
    rule.form.value?.querySelector<HTMLElement>('input')?.focus()
  }

  return { ...start, take, save, settle }
}
