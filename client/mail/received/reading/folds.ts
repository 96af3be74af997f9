import { introducedName, isIntroduction } from '../introduction.ts'
import { type Counts, count, type ReadableWords, type Repair } from './readable-words.ts'
import { groupsOf } from './split-line.ts'
import { textOf } from './tables.ts'

/** Shorter quotes stay open: folding them saves nothing. */
const foldedFrom = 6
const shortSignature = 3
const lineLength = 80

const headerNames = '(?:From|Von|De|Da|Van|Från|Od|差出人|送信者)'
const sentNames =
  '(?:Sent|Date|Gesendet|Datum|Enviad[oa](?: el)?|Fecha|Envoyé|Inviato|Data|Verzonden|Skickat|日時|送信日時)'
const quotedHeader = new RegExp(`^${headerNames}\\s*[:：].*(?:${sentNames})\\s*[:：]`, 'su')
const originalMessage =
  /^[-_\s]*(?:Original Message|Ursprüngliche Nachricht|Mensaje original|Message d'origine|Message d’origine|Messaggio originale|Oorspronkelijk bericht)[-_\s]*$/iu
const forwarded =
  /^[-_\s>]*(?:Forwarded message|Begin forwarded message|Weitergeleitete Nachricht|Mensaje reenviado|Message transféré|Messaggio inoltrato|転送)/iu
const legal =
  /confidential|privileged|intended (?:only|solely) for|disclaimer|vertraulich|confidenci|destinatari|déchar|registered (?:office|in england)|handelsregister|consider the environment/i
const bulk =
  /unsubscribe|opt[ -]out|manage (?:your )?(?:email )?preferences|update (?:your )?preferences|you(?:’|'|&#39;| a)?re receiving this|you received this|abmelden|abbestellen|newsletter abbestellen|darse de baja|darte de baja|cancelar (?:la )?suscripción|se désabonner|désinscri|disiscri|cancelar inscrição|afmelden|avregistrera|配信停止|購読解除|all rights reserved|todos los derechos/i

/** Folds what has been read before or is read by nobody: earlier messages, signatures, legal notices, footers of bulk mail. */
export function foldAway(root: Element, words: ReadableWords, repairs: Counts<Repair>): void {
  foldQuote(root, words, repairs)
  foldSignatures(root, words, repairs)
  foldFooter(root, words, repairs)
  for (const mark of root.querySelectorAll('[data-fold], [data-cited]')) {
    mark.removeAttribute('data-cited')
    if (mark.hasAttribute('data-fold')) mark.replaceWith(...mark.childNodes)
  }
}

function foldQuote(root: Element, words: ReadableWords, repairs: Counts<Repair>): void {
  const blocks = [...root.children]
  let hasOwnText = false
  for (const [index, block] of blocks.entries()) {
    const text = block.nodeName === 'TABLE' ? '' : textOf(block)
    if (forwarded.test(text)) return
    const end = hasOwnText ? endOfQuote(blocks, index, text) : null
    if (end !== null) {
      const quoted = blocks.slice(index, end)
      const lines = quoted.reduce((sum, each) => sum + linesOf(each), 0)
      if (!blocks.slice(end).every(isAfterwards) || lines < foldedFrom) continue
      fold(quoted, words.earlierLines(lines, nameIn(block, text)))
      count(repairs, 'quotes')
      return
    }
    if (text !== '' && !block.hasAttribute('data-fold')) hasOwnText = true
  }
}

/** Where a quote that begins with a block ends: after its blockquote, else with the message; null where none begins. */
function endOfQuote(blocks: readonly Element[], index: number, text: string): number | null {
  const block = blocks[index]
  if (block?.hasAttribute('data-cited')) return endOfBlockquotes(blocks, index)
  if (block?.nodeName !== 'P' && block?.nodeName !== 'HR') return null
  if (quotedHeader.test(text) || originalMessage.test(text)) return blocks.length
  const following = blocks[index + 1]
  // Some programs write each line of the header as a paragraph.
  if (/^From|^Von|^De\b/.test(text)) {
    const header = blocks
      .slice(index, index + 3)
      .map(textOf)
      .join('\n')
    if (quotedHeader.test(header)) return blocks.length
  }
  if (!isIntroduction(text)) return null
  return following?.nodeName === 'BLOCKQUOTE' ? endOfBlockquotes(blocks, index + 1) : blocks.length
}

function endOfBlockquotes(blocks: readonly Element[], from: number): number {
  let end = from
  while (blocks[end]?.nodeName === 'BLOCKQUOTE') end += 1
  return end
}

/** May follow a quote that is folded: nothing anybody answers in. */
function isAfterwards(block: Element): boolean {
  return (
    block.nodeName === 'HR' || block.hasAttribute('data-fold') || legal.test(textOf(block)) || bulk.test(textOf(block))
  )
}

function nameIn(block: Element, text: string): string | null {
  if (isIntroduction(text)) return introducedName(text)
  if (block.nodeName === 'BLOCKQUOTE') {
    const first = textOf(block.firstElementChild ?? undefined)
    return isIntroduction(first) ? introducedName(first) : null
  }
  const header = originalMessage.test(text) ? textOf(block.nextElementSibling ?? undefined) : text
  const from = new RegExp(
    `^${headerNames}\\s*[:：]\\s*([^\\s<\\[;][^\\n<\\[;]*?)(?:<|\\[|;|\\n|${sentNames}\\s*[:：]|$)`,
    'u',
  )
    .exec(header)?.[1]
    ?.trimEnd()
  return from === undefined || from === '' || from.length > 80 ? null : from.replaceAll(/^["']|["']$/g, '')
}

function foldSignatures(root: Element, words: ReadableWords, repairs: Counts<Repair>): void {
  for (const [index, block] of [...root.children].entries()) {
    if (block.nodeName === 'P' && index > 0 && firstLine(block) === '--') {
      const rest = [...root.children].slice(index)
      const end = rest.findIndex((each) => each.nodeName === 'DETAILS')
      const own = end === -1 ? rest : rest.slice(0, end)
      if (own.reduce((sum, each) => sum + linesOf(each), 0) <= shortSignature) return
      fold(own, words.signature)
      count(repairs, 'signatures')
      return
    }
  }
  for (const signature of root.querySelectorAll(':scope > [data-fold="signature"]')) {
    if (linesOf(signature) < shortSignature) continue
    fold([signature], words.signature)
    count(repairs, 'signatures')
  }
}

function foldFooter(root: Element, words: ReadableWords, repairs: Counts<Repair>): void {
  const blocks = [...root.children]
  const quote = blocks.findIndex((block) => block.nodeName === 'DETAILS' && block.className === 'cc-fold')
  const own = quote === -1 ? blocks : blocks.slice(0, quote)
  const letters = own.map((block) => textOf(block).length)
  const all = letters.reduce((sum, each) => sum + each, 0)
  let before = 0
  for (const [index, block] of own.entries()) {
    const text = textOf(block)
    const isLegal = legal.test(text) && text.length > 120 && block.nodeName === 'P'
    const isBulk = bulk.test(text) && text.length < 800 && /^(?:P|UL)$/.test(block.nodeName)
    const rest = own.slice(index)
    const isAtEnd = isLegal ? index > 0 : index > 1 && before >= all * 0.3
    if ((isLegal || isBulk) && isAtEnd && rest.every((each) => !/^H\d$/.test(each.nodeName))) {
      const links = rest.reduce((sum, each) => sum + each.querySelectorAll('a[href]').length, 0)
      fold(rest, isLegal && links === 0 ? words.legalNotice : words.footer(links))
      count(repairs, 'footers')
      return
    }
    before += letters[index] ?? 0
  }
}

/** Puts blocks into a native disclosure, which opens without any script. */
function fold(blocks: readonly Element[], label: string): void {
  const [first] = blocks
  if (!first) return
  const details = first.ownerDocument.createElement('details')
  details.className = 'cc-fold'
  const summary = first.ownerDocument.createElement('summary')
  summary.textContent = label
  first.before(details)
  details.append(summary, ...blocks)
}

const firstLine = (block: Element) =>
  (groupsOf(block)[0] ?? [])
    .map((node) => node.textContent ?? '')
    .join('')
    .trim()

/** How many lines a block takes, about. */
function linesOf(block: Element): number {
  const leaves = block.matches('p, li, pre, tr, h1, h2, h3, h4, h5, h6')
    ? [block]
    : [...block.querySelectorAll('p, li, pre, tr, h1, h2, h3, h4, h5, h6')]
  return leaves.reduce((sum, leaf) => {
    const text = textOf(leaf)
    const breaks = leaf.querySelectorAll('br').length
    return sum + (text === '' ? 0 : Math.max(1 + breaks, Math.ceil(text.length / lineLength)))
  }, 0)
}
