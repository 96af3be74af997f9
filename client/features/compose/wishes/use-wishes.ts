import { useQuery } from '@pinia/colada'
import { computed, markRaw, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { call } from '#client/api/call.ts'
import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { composeActions } from '#client/mail/compose-actions.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { type Draft } from '#client/mail/draft.ts'
import { emptyDocument } from '#client/mail/editor/document/from-text.ts'
import { takeFormatAway } from '#client/mail/editor/plain-text.ts'
import { linksOf, plainTextOf } from '#contract/rich-text-words.ts'
import { findWishes, mostAskedWishes, type Wish } from '#contract/contact-wishes.ts'
import { canBeginPlain, wishesFrom } from './wishes.ts'

/**
 * How those who get the draft like to be written to, as their contacts say. A message that is still empty begins as plain text then,
 * which is said; nothing that the person has written is changed by itself. Where it cannot be read, nobody has a wish.
 */
export function useWishes(draft: () => Draft | undefined, flush: () => void) {
  const addresses = computed(() => {
    const { to = [], cc = [], bcc = [] } = draft() ?? {}
    const all = [...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()).filter(({ length }) => length <= 320)
    return [...new Set(all)].sort().slice(0, mostAskedWishes)
  })
  const found = useQuery(() => ({
    key: ['contact-wishes', contactChanges.value, ...addresses.value],
    query: async ({ signal }) => (await call(findWishes, { body: { addresses: addresses.value } }, { signal })).items,
    enabled: addresses.value.length > 0,
  }))
  /** While the next answer is on its way, what is known goes on to be so. */
  const known = shallowRef<readonly Wish[]>([])
  watch(found.data, (items) => (known.value = items ?? known.value), { immediate: true })
  const wishes = computed(() =>
    wishesFrom(known.value.filter(({ address }) => addresses.value.includes(address.toLowerCase()))),
  )

  watch(
    () => wishes.value.plainText.length > 0 && draft(),
    () => {
      const current = draft()
      if (!current?.document || wishes.value.plainText.length === 0 || !canBeginPlain(current)) return
      const text = plainTextOf(current.document)
      Object.assign(current, { document: null, text, prefilledText: text, links: linksOf(current.document) })
      const names = formatList(wishes.value.plainText)
      announce(t('wishes.plainNow', { names, count: wishes.value.plainText.length }))
    },
    { immediate: true },
  )

  function makePlain(): void {
    const current = draft()
    if (!current) return
    flush()
    current.formatsAnyway = false
    takeFormatAway(current)
  }

  function format(): void {
    const current = draft()
    if (!current || current.document) return
    // The editor makes the document of the text when it is there.
    Object.assign(current, { document: markRaw(emptyDocument()), formatsAnyway: true, changedAtMs: Date.now() })
    announce(t('editor.switch.richOn'))
  }

  useAction(
    defineAction({
      ...composeActions.asTheyLike,
      when: () => wishes.value.plainText.length > 0,
      run: () => (draft()?.document ? makePlain() : format()),
    }),
  )
  return { wishes, makePlain, format }
}
