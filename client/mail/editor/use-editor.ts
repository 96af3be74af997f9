import { type Command, type EditorState, type Transaction } from 'prosemirror-state'
import { type EditorView } from 'prosemirror-view'
import { nextTick, onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type RichDocument } from '#contract/rich-text.ts'
import { createView } from './create-view.ts'
import { type CommandName, type EditorCommand, editorCommands } from './editor-commands.ts'
import { fromJson, toJson } from './document/from-tree.ts'
import { isByRule } from './document/keys.ts'
import { isSameLook, type Look, lookOf } from './document/look.ts'

/** Reading and keeping the whole text after each letter would make typing in a long one slow; at most these together are at risk. */
const keepDelayMs = 1_200
/** So long it may wait for a moment between two letters. */
const keepPatienceMs = 300

interface EditorOptions {
  place: Readonly<Ref<HTMLElement | null>>
  document: () => RichDocument
  text: () => string
  attributes: () => Record<string, string>
  keep: (document: RichDocument) => void
  /** Ctrl+K with words selected. */
  link: () => void
  pictures?: ((files: File[]) => void) | undefined
}

/** The editor in its element: what can be done in it, and what is so at its cursor. */
export function useEditor(editor: EditorOptions) {
  const { place, keep } = editor
  const view = shallowRef<EditorView | null>(null)
  const look = shallowRef<Look | null>(null)
  const { later, now } = delayed(() => {
    if (view.value) keep(toJson(view.value.state.doc))
  })

  function changed(state: EditorState, transaction: Transaction): void {
    const before = look.value
    const next = lookOf(state)
    // A new one draws the toolbar anew, which most letters give no reason for.
    if (!before || !isSameLook(before, next)) look.value = next
    if (transaction.docChanged) later()
    if (before && isByRule(transaction)) tellNew(before, next)
  }

  onMounted(() => {
    if (!place.value) return
    const begun = { document: editor.document(), text: editor.text() }
    view.value = createView({ ...editor, ...begun, place: place.value, changed, left: now })
    look.value = lookOf(view.value.state)
    // Before the drafts are kept, which happens when the same event has come down to the window.
    addEventListener('pagehide', now, { capture: true })
  })
  onBeforeUnmount(() => {
    now()
    removeEventListener('pagehide', now, { capture: true })
    view.value?.destroy()
  })

  /** Does it at the cursor and gives the focus back to the text. Answers whether it could be done. */
  function run(command: Command): boolean {
    if (!view.value) return false
    const isDone = command(view.value.state, view.value.dispatch.bind(view.value), view.value)
    view.value.focus()
    return isDone
  }

  const perform = (command: EditorCommand) => tellDone(command, run(command.command), look.value)

  /** Puts in a document that was changed elsewhere; the person can undo it like anything else. */
  function replace(document: RichDocument): void {
    if (!view.value) return
    const { state } = view.value
    const next = fromJson(document)
    if (next.eq(state.doc)) return
    const transaction = state.tr.replaceWith(0, state.doc.content.size, next.content)
    view.value.dispatch(
      transaction.setDocAttribute('lang', next.attrs['lang']).setDocAttribute('dir', next.attrs['dir']),
    )
    now()
  }

  async function focus(): Promise<void> {
    await nextTick()
    view.value?.focus()
  }

  return { view, look, run, perform, focus, flush: now, replace }
}

/** What came of a command, in words: readers are silent about formatting that changes under the cursor. */
function tellDone({ isOn, labelKey }: EditorCommand, isDone: boolean, look: Look | null): void {
  const what = t(labelKey)
  if (!isDone) announce(t('editor.cannot', { what }))
  else if (!isOn) announce(t('editor.done', { what }))
  else if (look) announce(t(isOn(look) ? 'editor.on' : 'editor.off', { what }))
}

const headings = ['heading1', 'heading2', 'heading3'] as const
const ofRules: readonly CommandName[] = [...headings, 'bulletList', 'numberedList', 'quote', 'preformatted']

/** What the signs that were typed have turned the paragraph into. */
function tellNew(before: Look, look: Look): void {
  for (const name of ofRules) {
    const { isOn, labelKey }: EditorCommand = editorCommands[name]
    if (isOn?.(look) && !isOn(before)) announce(t('editor.on', { what: t(labelKey) }))
  }
}

function delayed(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    act()
  }
  const later = () => {
    timer ??= setTimeout(() => {
      if ('requestIdleCallback' in globalThis) requestIdleCallback(now, { timeout: keepPatienceMs })
      else now()
    }, keepDelayMs)
  }
  return { later, now }
}
