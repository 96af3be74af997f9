import { markRaw, ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { emptyDocument } from './document/from-text.ts'
import { losesFormat } from './lost-format.ts'
import { takeFormatAway } from './plain-text.ts'
import { type WrittenText } from './text-editor.ts'

/** Switches a draft between plain and formatted text, with its content kept either way. */
export function useFormatting(draft: () => WrittenText | undefined, flush: () => void) {
  /** Whether it is being asked if formatting may be lost. */
  const asks = ref(false)

  function toggle(): void {
    const current = draft()
    if (!current) return
    flush()
    if (current.document === null) {
      // The editor makes the document of the text when it is there.
      current.document = markRaw(emptyDocument())
      announce(t('editor.switch.richOn'))
    } else if (current.document.content.some(losesFormat)) asks.value = true
    else makePlain()
  }

  function makePlain(): void {
    const current = draft()
    asks.value = false
    if (current) takeFormatAway(current)
  }

  useAction(
    defineAction({
      id: 'compose.formatting',
      labelKey: 'editor.switch.rich',
      groupKey: 'compose.group',
      run: toggle,
    }),
  )
  return { toggle, makePlain, asks }
}
