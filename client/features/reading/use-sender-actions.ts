import { computed } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { readingActions } from '#client/mail/reading-actions.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { showAllFrom } from '#client/mail/sender-search.ts'
import { type Message } from '#contract/messages.ts'

/** The address of the one who wrote a message; null where it names none or several. */
export function senderOf({ from }: Pick<Message, 'from'>): string | null {
  const address = from.length === 1 ? plainLine(from[0]?.address ?? '') : ''
  return address.includes('@') ? address : null
}

/** Copies an address and says so. Answers whether it could. */
export async function copyAddress(address: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(address)
    announce(t('sender-actions.copied', { address }))
    return true
  } catch {
    useOutcome().tell(t('sender-actions.notCopied', { address }), { failed: true })
    return false
  }
}

/** What can be done about whoever wrote a message, in the palette. */
export function useSenderActions(message: () => Message, isActive: () => boolean): void {
  const sender = computed(() => senderOf(message()))
  useAction(
    defineAction({
      ...readingActions.copyAddress,
      when: () => isActive() && sender.value !== null,
      run: () => void copyAddress(sender.value ?? ''),
    }),
    defineAction({
      ...readingActions.allFromSender,
      when: () => isActive() && sender.value !== null && showAllFrom.value !== null,
      run: () => showAllFrom.value?.(sender.value ?? ''),
    }),
  )
}
