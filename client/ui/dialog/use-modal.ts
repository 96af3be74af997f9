import { nextTick, onBeforeUnmount, type Ref, ref, watch } from 'vue'
import { firstHeading, focusElement, tabbableIn, useFocusReturn } from '#client/accessibility/focus.ts'
import { inertRest } from './inert-rest.ts'

/** The dialog's name was lost in speech when the page became inert in the same turn; spoken whole in 3 of 3 runs with this (Orca 43). */
const inertDelayMs = 250

/** The old place may go only after the new one has been spoken (measured: silent in the same turn, spoken with 100 ms). */
const removeDelayMs = 100

/**
 * The order in which a modal dialog comes and goes so that screen readers speak it: it appears, takes the focus, and only
 * then the rest becomes inert; on closing the rest comes alive, the focus returns, and only then the dialog goes.
 */
export function useModal(isOpen: () => boolean, box: Readonly<Ref<HTMLElement | null>>) {
  const isMounted = ref(false)
  const isClosing = ref(false)
  const focusReturn = useFocusReturn(firstHeading)
  const rest = useInertRest(box)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function open(): Promise<void> {
    clearTimeout(timer)
    focusReturn.remember()
    isClosing.value = false
    isMounted.value = true
    await nextTick()
    if (!box.value) return
    focusFirst(box.value)
    rest.silenceSoon()
  }

  async function close(): Promise<void> {
    rest.wake()
    isClosing.value = true
    await nextTick()
    // Whoever closed the dialog may have sent the focus elsewhere already: then it stays there.
    if (box.value?.contains(document.activeElement)) await focusReturn.giveBack()
    timer = setTimeout(() => {
      isMounted.value = false
      isClosing.value = false
    }, removeDelayMs)
  }

  watch(
    isOpen,
    (wanted) => {
      if (wanted) void open()
      else if (isMounted.value) void close()
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
    rest.wake()
    if (box.value?.contains(document.activeElement)) void focusReturn.giveBack()
  })

  return { isMounted, isClosing }
}

/** Makes everything but the dialog inert a moment after it was spoken, and alive again. */
function useInertRest(box: Readonly<Ref<HTMLElement | null>>) {
  let release: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    silenceSoon(): void {
      timer = setTimeout(() => {
        if (box.value) release = inertRest(box.value)
      }, inertDelayMs)
    },
    wake(): void {
      clearTimeout(timer)
      release?.()
      release = null
    },
  }
}

/** The element that asks for it, else the first field or button of the content, else the dialog itself. */
function focusFirst(dialog: HTMLElement): void {
  const asked = dialog.querySelector<HTMLElement>('[data-autofocus]')
  const first = tabbableIn(dialog).find((element) => !element.closest('[data-dialog-close]'))
  focusElement(asked ?? first ?? dialog)
}

/** Keeps Tab inside while the rest of the page is not yet inert. */
export function wrapTab(event: KeyboardEvent, dialog: HTMLElement | null): void {
  if (event.key !== 'Tab' || !dialog) return
  const stops = tabbableIn(dialog)
  const [first, last] = [stops[0], stops.at(-1)]
  if (!first || !last) {
    event.preventDefault()
    return
  }
  const here = document.activeElement
  const leaves = event.shiftKey ? here === first || here === dialog : here === last
  if (!leaves) return
  event.preventDefault()
  ;(event.shiftKey ? last : first).focus()
}
