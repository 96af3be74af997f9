/** What one message achieved that is open in the app. */
export interface OpenedFindings {
  executions: string[]
  /** Controls of the app at whose place the message is. */
  covered: string[]
  focus: string[]
  /** Said where the message did not come up, so that the silence of the others means something. */
  unseen: string[]
}

/**
 * Runs in the page: waits until the message of this subject is shown, presses what can be pressed in it, and looks. Markup that was not
 * cleaned may keep the app from measuring its frame, and hide what its document is asked for by names of its own.
 */
export async function openedFindings(asked: {
  subject: string
  mark: string
  isCleaned: boolean
}): Promise<OpenedFindings> {
  const { subject, mark, isCleaned } = asked
  const found: OpenedFindings = { executions: [], covered: [], focus: [], unseen: [] }
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const article = () => document.querySelector('article')
  const plainly = (inside: Document, name: 'URL' | 'readyState') =>
    Object.getOwnPropertyDescriptor(Document.prototype, name)?.get?.call(inside) as unknown
  const frame = () => document.querySelector<HTMLIFrameElement>('article iframe')
  const isThere = () => {
    if (!article()?.querySelector('h2')?.textContent.includes(subject)) return false
    if (article()?.getAttribute('aria-busy') === 'true') return false
    const shown = frame()
    const inside = shown?.contentDocument
    if (inside && plainly(inside, 'URL') !== 'about:srcdoc') return false
    if (inside) return isCleaned ? shown.style.blockSize !== '' : plainly(inside, 'readyState') === 'complete'
    return article()?.textContent.includes('Plain words to read.')
  }
  for (const began = performance.now(); !isThere() && performance.now() - began < 20_000;) await nextFrame()
  if (!isThere()) found.unseen.push('never')
  await nextFrame()

  const focused = document.activeElement
  if (!focused?.matches('h2') || !focused.textContent.includes(subject))
    found.focus.push(focused?.outerHTML.slice(0, 120) ?? 'nowhere')
  for (const control of document.querySelectorAll<HTMLElement>(
    'button, a[href], input, [role=option], [role=treeitem]',
  )) {
    const { left, top, width, height } = control.getBoundingClientRect()
    const hit = width > 0 && document.elementFromPoint(left + width / 2, top + height / 2)
    if (hit && hit === frame() && control.checkVisibility()) found.covered.push(control.outerHTML.slice(0, 120))
  }
  const inside = frame()?.contentDocument
  if (inside) {
    // The document's own method may have been hidden by the mail; the prototype's is typed as deprecated for some names.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    const pressable = Document.prototype.querySelectorAll.call(inside, 'a, button, summary, [onclick]')
    for (const link of pressable as NodeListOf<HTMLElement>) {
      const href = Element.prototype.getAttribute.call(link, 'href') ?? ''
      if (!/^\s*(?:https?:|\/|mailto:|tel:)/i.test(href))
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
    // A link that was pressed may have led the frame elsewhere, where nothing of the message is left to ask.
    const isMarked = () => mark in (frame()?.contentWindow ?? {})
    if (frame()?.contentDocument && isMarked()) found.executions.push('in its frame')
  }
  // What runs later than this leaves its mark on the page, where it is found with the next message.
  if (mark in globalThis) {
    found.executions.push('in the page')
    Reflect.deleteProperty(globalThis, mark)
  }
  return found
}
