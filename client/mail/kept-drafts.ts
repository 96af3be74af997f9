import { type Draft } from './draft.ts'

/** In the tab's own storage: survives a reload and a lost session, and goes with the tab. */
const storageKey = 'curbcut.drafts'

/** Drafts this tab had before it was loaded again. A damaged entry is passed over, the others stay. */
export function keptDrafts(): Draft[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isDraft).map(interrupted) : []
  } catch {
    return []
  }
}

export function keepDrafts(drafts: readonly Draft[]): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(drafts))
  } catch {
    // The storage is full or forbidden: the text is still on the screen, and the pane says nothing it cannot mend.
  }
}

/** A page that went away while sending does not know what became of it; uploads went away with it. */
function interrupted(draft: Draft): Draft {
  const files = draft.files.map((file) => (file.state === 'arriving' ? { ...file, state: 'failed' as const } : file))
  return { ...draft, files, state: draft.state === 'sending' ? 'unknown' : draft.state }
}

const textFields = ['key', 'idempotencyKey', 'kind', 'owner', 'from', 'subject', 'text', 'state'] as const
const listFields = ['to', 'cc', 'bcc', 'files'] as const

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  return (
    textFields.every((name) => typeof fields[name] === 'string') &&
    listFields.every((name) => Array.isArray(fields[name])) &&
    typeof fields['changedAtMs'] === 'number'
  )
}
