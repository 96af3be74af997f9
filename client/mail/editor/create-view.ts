import { type Node as DocumentNode, type Slice } from 'prosemirror-model'
import { EditorState, Selection, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { combinationOf } from '#client/accessibility/key-combination.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type RichDocument } from '#contract/rich-text.ts'
import { documentFromText } from './document/from-text.ts'
import { fromJson, sliceFromTree } from './document/from-tree.ts'
import { writingPlugins } from './document/keys.ts'
import { onlyPictures } from './document/picture-sources.ts'
import { pastedTree } from './document/pasted-tree.ts'

export interface ViewOptions {
  place: HTMLElement
  document: RichDocument
  /** What is begun from where the document cannot be read any more. */
  text: string
  /** Attributes of the element one writes in, asked for again after each change. */
  attributes: () => Record<string, string>
  changed: (state: EditorState, transaction: Transaction) => void
  left: () => void
  /** Pictures that were pasted or dropped, where the text can have any. */
  pictures?: ((files: File[]) => void) | undefined
  /** Ctrl+K with words selected, as everywhere; without, the key is the palette's. */
  link: () => void
}

/** Keys that the editor would keep from the actions of the app, which have them. */
const swallowed = new Set(['Escape', 'Ctrl+Enter', 'Ctrl+B', 'Ctrl+I'])

/** The element one writes in. What comes from the clipboard or is dropped is cleaned before it becomes part of the text. */
export function createView(options: ViewOptions): EditorView {
  const { place, document, text, attributes, changed, left, link } = options
  let isShiftDown = false
  const view: EditorView = new EditorView(
    { mount: place },
    {
      state: EditorState.create({ doc: readDocument(document, text), plugins: writingPlugins() }),
      attributes: () => attributes(),
      dispatchTransaction(transaction: Transaction) {
        view.updateState(view.state.apply(transaction))
        changed(view.state, transaction)
      },
      handleDOMEvents: {
        keydown(_view, event) {
          isShiftDown = event.shiftKey
          return swallowed.has(combinationOf(event))
        },
        blur: left,
        // Tab brings only the cursor into sight, not all of the field.
        keyup({ dom }, event) {
          if (event.key === 'Tab') dom.scrollIntoView({ block: 'nearest' })
        },
        // Before the editor looks at it: its own reading of HTML is not allowed here, and would not clean it.
        paste(target, event) {
          const taken = putInPictures(event.clipboardData, options) || putIn(target, event.clipboardData, isShiftDown)
          if (taken) event.preventDefault()
          return true
        },
        drop(target, event) {
          // What is dragged within the text, the editor moves itself; files belong to the message.
          if (target.dragging) return false
          const bringsFiles = event.dataTransfer?.types.includes('Files') ?? false
          if (bringsFiles && (!options.pictures || onlyPictures(event.dataTransfer?.files).length === 0)) return true
          const at = target.posAtCoords({ left: event.clientX, top: event.clientY })
          if (at) target.dispatch(target.state.tr.setSelection(Selection.near(target.state.doc.resolve(at.pos))))
          const taken = putInPictures(event.dataTransfer, options) || putIn(target, event.dataTransfer, false)
          if (taken) event.preventDefault()
          return true
        },
      },
      handleKeyDown(target, event) {
        if (target.state.selection.empty || combinationOf(event) !== 'Ctrl+K') return false
        link()
        return true
      },
      clipboardTextSerializer: textOfSlice,
    },
  )
  return view
}

function readDocument(document: RichDocument, text: string): DocumentNode {
  try {
    return fromJson(document)
  } catch {
    return fromJson(documentFromText(text))
  }
}

/** False where there are no pictures, or words were copied that have a picture of themselves with them. */
function putInPictures(data: DataTransfer | null, { pictures }: ViewOptions): boolean {
  const files = data?.getData('text/plain') ? [] : onlyPictures(data?.files)
  if (!pictures || files.length === 0) return false
  pictures(files)
  return true
}

/** False when there is nothing that could be put in: pasted files belong to the message. */
function putIn(view: EditorView, data: DataTransfer | null, asText: boolean): boolean {
  const text = data?.getData('text/plain') ?? ''
  const html = data?.getData('text/html') ?? ''
  const isCode = view.state.selection.$from.parent.type.spec.code === true
  if (html !== '' && !asText && !isCode) {
    const slice = sliceFromTree(pastedTree(html))
    if (slice.size > 0) {
      view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true))
      return true
    }
  }
  if (text === '') return false
  const { tr: transaction } = view.state
  if (isCode || !text.trim().includes('\n')) transaction.insertText(text.replaceAll(/\r\n?/g, '\n').trimEnd())
  else transaction.replaceSelection(fromJson(documentFromText(text.trim())).slice(0))
  view.dispatch(transaction.scrollIntoView().setMeta('paste', true))
  return true
}

function textOfSlice(slice: Slice): string {
  const [only] = slice.content.content
  if (slice.content.childCount === 1 && only?.isTextblock) return only.textContent
  try {
    const content = slice.content.toJSON() as RichDocument['content']
    return plainTextOf({ type: 'doc', attrs: { lang: null, dir: null }, content })
  } catch {
    return slice.content.textBetween(0, slice.content.size, '\n\n')
  }
}
