import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import { type Message } from '#contract/messages.ts'

/** What a page takes in without making anybody wait; newsletters and long reports stay whole. */
const least = {
  html: { characters: 400_000, pieces: 8_000, piece: '<' },
  text: { characters: 150_000, pieces: 6_000, piece: '\n' },
} as const

/**
 * The beginning of a text: `times` as much as is shown at first, ended where a piece begins (a tag, a line) if there are too many
 * of them. Linear in what it keeps.
 */
export function beginningOf(content: string, kind: 'html' | 'text', times: number): string {
  const { characters, pieces, piece } = least[kind]
  let end = 0
  for (let count = 0; count <= pieces * times; count += 1) {
    const next = content.indexOf(piece, end + 1)
    if (next === -1) return content.slice(0, characters * times)
    if (next > characters * times) break
    end = next
  }
  // One piece longer than everything is cut in its middle, or nothing of it would be seen.
  return content.slice(0, end === 0 ? characters * times : end)
}

export interface Beginning {
  /** The message with as much of its texts as is shown now: the message itself where that is all. */
  readonly shown: Readonly<ComputedRef<Message>>
  /** There is more than is shown. */
  readonly isHeld: Readonly<ComputedRef<boolean>>
  /** Shows twice as much. */
  more: () => void
}

/** Shows very long messages bit by bit: all of it at once could stop the page for half a minute (security.md M5). */
export function useBeginning(message: () => Message): Beginning {
  const times = shallowRef(1)
  watch(
    () => message().id,
    () => (times.value = 1),
    { flush: 'sync' },
  )
  const shown = computed(() => {
    const whole = message()
    const html = held(whole.html, 'html', times.value)
    const text = held(whole.text, 'text', times.value)
    return html === whole.html && text === whole.text ? whole : { ...whole, html, text }
  })
  return { shown, isHeld: computed(() => shown.value !== message()), more: () => (times.value *= 2) }
}

function held(body: Message['html'], kind: 'html' | 'text', times: number): Message['html'] {
  if (body === null) return null
  const content = beginningOf(body.content, kind, times)
  return content.length === body.content.length ? body : { content, cut: true }
}
