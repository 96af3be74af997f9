/** A paragraph that alone fills an item or a cell says nothing more, so only its words stay. */
export function unwrapOnly(element: Element): void {
  const [only] = element.children
  if (only?.nodeName !== 'P' || element.childNodes.length !== 1) return
  for (const name of ['lang', 'dir', 'id']) {
    const value = only.getAttribute(name)
    if (value !== null) element.setAttribute(name, value)
  }
  only.replaceWith(...only.childNodes)
}
