import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { linksOf, plainTextOf } from '#contract/rich-text-words.ts'
import { losesFormat } from './lost-format.ts'
import { type WrittenText } from './text-editor.ts'

/** Takes the formatting away and says so; where something is lost by that, it can be undone. */
export function takeFormatAway(draft: WrittenText): void {
  const before = draft.document
  if (!before) return
  const text = plainTextOf(before)
  Object.assign(draft, { document: null, text, links: linksOf(before), changedAtMs: Date.now() })
  if (!before.content.some(losesFormat)) {
    announce(t('editor.switch.plainOn'))
    return
  }
  useOutcome().offerUndo({
    text: t('editor.switch.plainOn'),
    undo() {
      // Not over what was written since.
      if (draft.text === text) Object.assign(draft, { document: before, changedAtMs: Date.now() })
      announce(t('editor.switch.undone'))
      return Promise.resolve()
    },
  })
}
