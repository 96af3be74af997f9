/**
 * Prose as the content files hold it: paragraphs apart by an empty line, list items that start with `- ` or with a
 * number and a full stop, and lines that start with `| ` kept as they stand (signatures, tables, addresses). Everything else is one running paragraph.
 */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; isOrdered: boolean; items: readonly string[] }
  | { kind: 'verbatim'; lines: readonly string[] }

function blockOf(lines: readonly string[]): Block {
  if (lines.every((line) => line.startsWith('|'))) {
    return { kind: 'verbatim', lines: lines.map((line) => line.replace(/^\| ?/, '')) }
  }
  const mark = /^(- |\d+\. )/
  if (mark.test(lines[0] ?? '')) {
    const items: string[] = []
    for (const line of lines) {
      if (mark.test(line)) items.push(line.replace(mark, ''))
      else items.push(`${items.pop() ?? ''} ${line}`)
    }
    return { kind: 'list', isOrdered: !lines[0]?.startsWith('- '), items }
  }
  return { kind: 'paragraph', text: lines.join(' ') }
}

export function blocksOf(prose: string): Block[] {
  return prose
    .split(/\n\s*\n/)
    .map((part) =>
      part
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .filter((lines) => lines.length > 0)
    .map(blockOf)
}

/** Lines of at most `width` characters; a word longer than that stands alone. */
export function wrap(text: string, width: number, hanging = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = hanging + word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** What stands before an item in plain text. */
function bullet(block: Block & { kind: 'list' }, index: number): string {
  return block.isOrdered ? `${index + 1}. ` : '- '
}

function plainLines(block: Block, width: number): string[] {
  if (block.kind === 'verbatim') return [...block.lines]
  if (block.kind === 'list') return block.items.flatMap((item, index) => wrap(bullet(block, index) + item, width, '  '))
  return wrap(block.text, width)
}

/** Plain text, hard-wrapped. */
export function toPlain(blocks: readonly Block[], width = 72): string {
  return blocks.map((block) => plainLines(block, width).join('\n')).join('\n\n')
}

/** Plain text as format=flowed (RFC 3676): lines of one paragraph end in a space, `From ` and `>` are stuffed. */
export function toFlowed(blocks: readonly Block[]): string {
  const shown = blocks.map((block) => {
    if (block.kind === 'verbatim') return block.lines.map((line) => line.trimEnd()).join('\n')
    if (block.kind === 'list')
      return block.items.map((item, index) => wrap(bullet(block, index) + item, 70).join(' \n')).join('\n')
    return wrap(block.text, 70).join(' \n')
  })
  return shown
    .join('\n\n')
    .split('\n')
    .map((line) => (/^( |From |>)/.test(line) ? ` ${line}` : line))
    .join('\n')
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function inlineHtml(text: string): string {
  const linked = escapeHtml(text).replaceAll(/https?:\/\/[^\s<>)]+[^\s<>).,]/g, (url) => `<a href="${url}">${url}</a>`)
  return linked.replaceAll(/\*([^*]+)\*/g, '<strong>$1</strong>')
}

/** Simple, well-behaved HTML, as a person's mail program writes it. `*word*` becomes strong. */
export function toHtml(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'verbatim') return `<p>${block.lines.map(inlineHtml).join('<br>\n')}</p>`
      if (block.kind === 'list') {
        const tag = block.isOrdered ? 'ol' : 'ul'
        return `<${tag}>\n${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('\n')}\n</${tag}>`
      }
      return `<p>${inlineHtml(block.text)}</p>`
    })
    .join('\n')
}

/** Puts `> ` before each line, without a space before a mark that is there already. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')
}
