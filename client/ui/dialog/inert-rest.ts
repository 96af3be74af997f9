/** Parts of the page that stay alive while a dialog is open: live regions must go on speaking, tooltips may show. */
const alive = '[data-live-regions], .tooltip'

/**
 * Makes everything around `dialog` inert, up to the body. Returns how to undo exactly that; a second dialog over the first
 * undoes only its own part.
 */
export function inertRest(dialog: HTMLElement): () => void {
  const changed: HTMLElement[] = []
  for (let here: HTMLElement | null = dialog; here && here !== document.body; here = here.parentElement) {
    for (const sibling of here.parentElement?.children ?? []) if (sibling !== here) silence(sibling, changed)
  }
  return () => {
    for (const element of changed) element.removeAttribute('inert')
  }
}

function silence(element: Element, changed: HTMLElement[]): void {
  if (!(element instanceof HTMLElement) || element.hasAttribute('inert') || element.matches(alive)) return
  if (element.querySelector(alive)) {
    for (const child of element.children) silence(child, changed)
    return
  }
  element.setAttribute('inert', '')
  changed.push(element)
}
