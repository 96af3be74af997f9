import { computed, ref, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { checkScript, type ScriptNote, type ScriptRow, type ScriptText } from '#contract/scripts.ts'
import { readScript, saveScript } from './scripts.ts'
import { useAttempt } from './use-attempt.ts'

/** Fields have LF alone; the mail server takes both. */
const shown = (text: string) => text.replaceAll('\r\n', '\n')

/** One script while it is edited, with what the mail server says of it. */
export function useScriptEditor(row: ScriptRow | null, read: ScriptText | null) {
  const { failure, isBusy, attempt } = useAttempt()
  const fields = ref({ name: row?.name ?? '', text: shown(read?.text ?? '') })
  const from = shallowRef(row && read ? { name: row.name, version: read.version } : null)
  const notes = shallowRef<readonly ScriptNote[]>([])
  const nameError = ref('')
  const isOvertaken = ref(false)
  const hasErrors = computed(() => notes.value.some(({ severity }) => severity === 'error'))

  function forget(): void {
    nameError.value = ''
    isOvertaken.value = false
    notes.value = []
  }

  /** Says whether it could be saved. */
  async function check(): Promise<void> {
    forget()
    const answer = await attempt(() => call(checkScript, { body: { text: fields.value.text } }))
    notes.value = answer?.notes ?? []
    if (answer?.notes.length === 0) announce(t('scripts.good'))
  }

  /** True where it is saved. */
  async function save(): Promise<boolean> {
    const name = fields.value.name.trim()
    forget()
    if (name === '') nameError.value = t('scripts.error.name')
    const saved =
      name === '' ? undefined : await attempt(() => saveScript({ name, text: fields.value.text, from: from.value }))
    if (!saved) return false
    if (saved.outcome === 'saved') announce(t('scripts.saved', { name }))
    else if (saved.outcome === 'overtaken') isOvertaken.value = true
    else if (saved.outcome === 'not-valid') notes.value = saved.notes
    else nameError.value = t(`scripts.error.${saved.outcome}`)
    if (isOvertaken.value) announce(t('scripts.overtaken'), { assertive: true })
    return saved.outcome === 'saved'
  }

  /** What is typed becomes a new script, beside what another program made of the old one. */
  function keepBeside(): void {
    from.value = null
    isOvertaken.value = false
    fields.value.name = t('scripts.beside', { name: fields.value.name })
  }

  /** What the server has now, in place of what is typed. */
  async function takeTheirs(): Promise<void> {
    const name = from.value?.name ?? fields.value.name
    const found = await attempt(() => readScript(name))
    if (!found) return
    fields.value = { name, text: shown(found.text) }
    from.value = { name, version: found.version }
    isOvertaken.value = false
  }

  return { fields, notes, nameError, failure, isOvertaken, isBusy, hasErrors, check, save, keepBeside, takeTheirs }
}
