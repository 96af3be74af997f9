import { DOMParser as SchemaParser, Node as DocumentNode, Slice } from 'prosemirror-model'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { fitDepth } from './fit-depth.ts'
import { hasPicture } from './picture-sources.ts'
import { schema } from './schema.ts'

const parser = SchemaParser.fromSchema(schema)

/**
 * Puts a tree that was cleaned in order: what only places things, pictures, captions and levels of headings. Changes it. Of
 * pictures those stay that `keeps`; of the others, their descriptions.
 */
export function prepareTree(body: HTMLElement, keeps: (cid: string) => boolean = hasPicture): void {
  for (const picture of body.querySelectorAll('img')) {
    if (!keeps(picture.dataset['cid'] ?? '')) picture.replaceWith(picture.getAttribute('alt')?.trim() ?? '')
  }
  // Innermost first, so that a layout inside a layout goes too.
  for (const table of [...body.querySelectorAll('table')].toReversed()) {
    if (isLayout(table)) unwrapTable(table)
    else if (table.caption) table.before(asParagraph(table.caption))
  }
  fitHeadings(body)
}

/** A table in a cell cannot be written here; the outer one then only places it. */
function isLayout(table: HTMLTableElement): boolean {
  return (
    table.getAttribute('role') === 'presentation' || table.querySelector('table') !== null || table.rows.length === 0
  )
}

function unwrapTable(table: HTMLTableElement): void {
  for (const part of [...table.querySelectorAll('td, th, caption')]) {
    // A table in a cell stays what it is.
    if (part.closest('table') !== table) continue
    const division = table.ownerDocument.createElement('div')
    division.append(...part.childNodes)
    table.before(division)
  }
  table.remove()
}

function asParagraph(element: Element): HTMLElement {
  const paragraph = element.ownerDocument.createElement('p')
  paragraph.append(...element.childNodes)
  element.remove()
  return paragraph
}

/** Our first level is 2, because the subject stands above; a page that begins with 1 has all of its headings moved down. */
function fitHeadings(body: HTMLElement): void {
  const shift = body.querySelector('h1') ? 1 : 0
  for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Math.min(Math.max(Number(heading.nodeName.slice(1)) + shift, 2), 4)
    if (heading.textContent.trim() === '') heading.remove()
    else if (level !== Number(heading.nodeName.slice(1))) rename(heading, `h${level}`)
  }
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name)
  renamed.dir = element.getAttribute('dir') ?? ''
  renamed.lang = element.getAttribute('lang') ?? ''
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

/** The blocks that a prepared tree stands for. */
export function blocksFromTree(body: HTMLElement): readonly RichNode[] {
  return fitDepth(toJson(parser.parse(body))).content
}

/** A prepared tree as something to put in at the cursor: a few words stay words, whole blocks stay blocks. */
export function sliceFromTree(body: HTMLElement): Slice {
  const slice = parser.parseSlice(body, { preserveWhitespace: false })
  const whole = schema.topNodeType.createAndFill(null, slice.content)
  if (!whole) return slice
  const fitted = fitDepth(toJson(whole))
  return JSON.stringify(fitted.content) === JSON.stringify(toJson(whole).content)
    ? slice
    : Slice.maxOpen(fromJson(fitted).content)
}

/** Blocks never change, they are replaced: after a letter, all but one of a long text are what they were. */
const writtenBlocks = new WeakMap<DocumentNode, RichNode>()

export function toJson(node: DocumentNode): RichDocument {
  const content = node.children.map((block) => {
    const written = writtenBlocks.get(block) ?? (block.toJSON() as RichNode)
    writtenBlocks.set(block, written)
    return written
  })
  return { type: 'doc', attrs: node.attrs as RichDocument['attrs'], content }
}

/** @throws RangeError where it is no document of ours */
export function fromJson(document: RichDocument): DocumentNode {
  const node = DocumentNode.fromJSON(schema, document)
  node.check()
  return node
}
