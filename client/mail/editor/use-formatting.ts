import { markRaw, ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type RichNode } from '#contract/rich-text.ts'
import { emptyDocument } from './document/from-text.ts'
import { type WrittenText } from './text-editor.ts'

/** Switches a draft between plain and formatted text, with its content kept either way. */
export function useFormatting(draft: () => WrittenText | undefined, flush: () => void) {
  const outcome = useOutcome()
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
    if (!current?.document) return
    const before = current.document
    const text = plainTextOf(before)
    Object.assign(current, { document: null, text, changedAtMs: Date.now() })
    if (!before.content.some(losesFormat)) {
      announce(t('editor.switch.plainOn'))
      return
    }
    outcome.offerUndo({
      text: t('editor.switch.plainOn'),
      undo() {
        // Not over what was written since.
        if (current.text === text) Object.assign(current, { document: before, changedAtMs: Date.now() })
        announce(t('editor.switch.undone'))
        return Promise.resolve()
      },
    })
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

const lost = new Set(['strong', 'em', 'code', 'language'])

/** Headings, lists, quotes and addresses of links are still there in plain text; these are not. */
function losesFormat(node: RichNode): boolean {
  if (node.type === 'table' || node.type === 'preformatted' || node.type === 'picture') return true
  return (node.marks?.some(({ type }) => lost.has(type)) ?? false) || (node.content?.some(losesFormat) ?? false)
}
