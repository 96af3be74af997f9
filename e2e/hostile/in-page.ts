/** What messages achieved, each entry with the number of the message. */
export interface Findings {
  executions: string[]
  /** Elements, attributes and styles that are or nearly are active. */
  active: string[]
  covered: string[]
  focus: string[]
  /** Messages whose harmless sentence cannot be seen. */
  unreadable: string[]
}

/**
 * Runs in the page: waits until every frame has been shown for a moment, presses what can be pressed, and looks. Markup that was
 * not cleaned may keep a frame from ever being ready, and its document from answering; that counts as active.
 */
export async function findings({ count, isCleaned }: { count: number; isCleaned: boolean }): Promise<Findings> {
  const mark = '__curbcutXss'
  const sentence = 'Plain words to read.'
  const found: Findings = { executions: [], active: [], covered: [], focus: [], unreadable: [] }
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const frames = () => [...document.querySelectorAll<HTMLIFrameElement>('.mail iframe')]
  document.querySelector<HTMLElement>('#holds-focus')?.focus()
  // The page gives each frame its height once it has loaded.
  const isLoaded = (frame: HTMLIFrameElement) =>
    isCleaned ? frame.style.blockSize !== '' : frame.contentDocument?.readyState !== 'loading'
  for (
    let tries = 0;
    tries < (isCleaned ? 600 : 60) && (frames().length < count || !frames().every(isLoaded));
    tries += 1
  )
    await pause(50)
  if (frames().length !== count || (isCleaned && !frames().every(isLoaded)))
    throw new Error('Not every message was shown')
  await pause(300)
  if (document.activeElement?.id !== 'holds-focus') found.focus.push(document.activeElement?.outerHTML ?? 'nowhere')

  const forbidden =
    'script,svg,math,form,input,button,select,textarea,object,embed,iframe,frame,frameset,base,link,template,dialog,video,audio,' +
    'source,track,picture,map,area,details,summary,slot,portal,applet,noscript,marquee,label,main,nav,header,footer,aside,article,section,' +
    'isindex,keygen,plaintext,xmp,title:not(head > title),meta:not(head > meta),style:not(head > style)'
  const names =
    /^(?:on|srcset|ping|popover|autofocus|accesskey|contenteditable|background|action|formaction|name|target$|aria-live|nonce|slot|is$|xlink|xmlns|draggable|inert|hidden|for$|form|usemap|download|srcdoc|style$)/
  const addresses = /^(?:https?:\/\/|mailto:|tel:|#|data:image\/(?:png|jpeg|jpg|gif|webp);base64,)/i
  const styles =
    /url\s*\(|@(?!media|layer guard|layer base)|expression|behavior|binding|position\s*:|animation|transition|transform|z-index|image-set|content\s*:|\\/i
  const look = (inside: Document, index: number) => {
    for (const element of inside.querySelectorAll(forbidden)) found.active.push(`${index}: ${element.localName}`)
    for (const element of inside.querySelectorAll('body, body *')) {
      if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || element.localName.includes('-'))
        found.active.push(`${index}: ${element.nodeName}`)
      for (const { name, value } of element.attributes) {
        const isOurs =
          (name === 'target' && value === '_blank') || (name === 'style' && !styles.test(value)) || name === 'tabindex'
        const isAddress = name === 'href' || name === 'src'
        if (isAddress ? !addresses.test(value) : names.test(name) && !isOurs)
          found.active.push(`${index}: ${name}=${value.slice(0, 80)}`)
      }
    }
    // The first style element is the frame's own.
    for (const sheet of [...inside.querySelectorAll('head style')].slice(1)) {
      const bad = styles.exec(sheet.textContent)
      if (bad) found.active.push(`${index}: style with ${sheet.textContent.slice(bad.index, bad.index + 60)}`)
    }
    const words = document.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT)
    let seen = false
    while (!seen && words.nextNode()) {
      const parent = words.currentNode.parentElement
      if (!words.currentNode.nodeValue?.includes(sentence) || !parent) continue
      const box = parent.getBoundingClientRect()
      seen = box.height > 8 && box.width > 8 && box.left >= 0
    }
    if (!seen) found.unreadable.push(String(index))
  }
  for (const [index, frame] of frames().entries()) {
    const inside = frame.contentDocument
    if (!inside) continue
    // The document's own method may have been hidden by the mail; the prototype's is typed as deprecated for some names.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    const pressable = Document.prototype.querySelectorAll.call(inside, 'a, button, summary, [onclick]')
    for (const link of pressable as NodeListOf<HTMLElement>) {
      const href = Element.prototype.getAttribute.call(link, 'href') ?? ''
      if (!/^\s*(?:https?:|\/|mailto:)/i.test(href))
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
    try {
      look(inside, index)
    } catch {
      found.active.push(`${index}: keeps its document from answering`)
    }
    if (mark in (frame.contentWindow ?? {})) found.executions.push(`${index}: in its frame`)
  }
  await pause(300)
  if (mark in globalThis) found.executions.push('in the page')
  for (const [index, section] of [...document.querySelectorAll<HTMLElement>('.mail')].entries()) {
    const size = section.getBoundingClientRect()
    if (size.right > document.documentElement.clientWidth + 1) found.covered.push(`${index}: wider than the page`)
    for (const control of section.querySelectorAll<HTMLElement>('.control')) {
      control.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { left, top, width, height } = control.getBoundingClientRect()
      const hit = document.elementFromPoint(left + width / 2, top + height / 2)
      if (hit !== control) found.covered.push(`${index}: ${hit?.outerHTML.slice(0, 80) ?? 'gone'}`)
    }
  }
  return found
}
