import { type Ref } from 'vue'
import { isReachable, keptRowSelector, moveFocusThenRemove } from '#client/accessibility/focus.ts'

/** A bar that goes away with the button that was pressed: first the focus goes back, then the bar does what it was asked. */
export function useLeavingBar(box: Readonly<Ref<HTMLElement | null>>) {
  let cameFrom: HTMLElement | null = null

  function onFocusIn(event: FocusEvent): void {
    const from = event.relatedTarget
    if (from instanceof HTMLElement && !box.value?.contains(from)) cameFrom = from
  }

  async function leave(act: (() => void) | undefined): Promise<void> {
    const returnTo = () => (cameFrom && isReachable(cameFrom) ? cameFrom : placeToBe())
    await moveFocusThenRemove(returnTo, () => act?.())
  }

  const holdsFocus = (selector: string) => box.value?.querySelector(selector)?.contains(document.activeElement) ?? false

  return { onFocusIn, leave, holdsFocus }
}

const placeToBe = () => document.querySelector<HTMLElement>(`${keptRowSelector}, main h1`)
