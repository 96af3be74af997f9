import { defineStore } from 'pinia'
import { computed, markRaw, ref } from 'vue'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { type MessageId } from '#contract/ids.ts'
import { type RichDocument } from '#contract/rich-text.ts'
import { type Recipient } from '#contract/sending.ts'
import { type Session } from '#contract/session.ts'
import { type Draft, type DraftKind, isWorthKeeping } from './draft.ts'
import { useCopies } from './drafts/copies.ts'
import { mailboxRead } from './mailbox-read.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'

export interface DraftStart {
  kind: DraftKind
  messageId?: MessageId
  /** An answer to the mailing list alone. */
  toList?: boolean
  to?: readonly Recipient[]
  subject?: string
  text?: string
  /** Words of an answer that stand above what is quoted. */
  opening?: string
  /** A template is to be chosen first. */
  asksTemplate?: boolean
}

export const useDrafts = defineStore('drafts', () => {
  const all = ref<Draft[]>([])
  const { keepNow, ...copies } = useCopies(all)

  /** The open drafts of whoever is signed in, the one changed last first. */
  const open = computed<Draft[]>(() =>
    all.value
      .filter((draft) => draft.owner === ownerNow())
      .toSorted((one, other) => other.changedAtMs - one.changedAtMs),
  )

  /** Those of them with something in them that the person would miss. */
  const unfinished = computed<Draft[]>(() => open.value.filter(isWorthKeeping))

  const find = (key: string): Draft | undefined =>
    all.value.find((draft) => draft.key === key && draft.owner === ownerNow())

  function start(begin: DraftStart): string {
    const { kind, messageId, toList = false, opening = '', asksTemplate } = begin
    const isSame = (draft: Draft) =>
      draft.kind === kind && draft.messageId === messageId && (draft.toList ?? false) === toList
    const existing = messageId && open.value.find(isSame)
    if (existing) {
      if (asksTemplate) existing.asksTemplate = asksTemplate
      if (!existing.text.includes(opening)) existing.text = `${opening}\n${existing.text}`
      return existing.key
    }
    const draft = newDraft(begin, ownerNow())
    all.value.push(draft)
    void keepNow()
    return draft.key
  }

  /** Takes a draft away and returns it, so that discarding can be undone by `restore`. */
  function remove(key: string): Draft | undefined {
    const draft = all.value.find((candidate) => candidate.key === key)
    all.value = all.value.filter((candidate) => candidate.key !== key)
    void keepNow()
    return draft
  }

  function restore(draft: Draft): void {
    if (all.value.some(({ key }) => key === draft.key)) return
    all.value.push(draft)
    void keepNow()
  }

  /** Forgets every draft of whoever is signed in: they sign out and leave nothing behind. */
  function forgetOwn(): void {
    all.value = all.value.filter((draft) => draft.owner !== ownerNow())
    void keepNow()
  }

  /** A second sending of the same text counts as a new message. */
  function renewIdempotencyKey(draft: Draft): void {
    draft.idempotencyKey = newKey()
    draft.state = 'writing'
  }

  const state = { ...copies, all, open, unfinished }
  return { ...state, find, start, remove, restore, forgetOwn, renewIdempotencyKey, keepNow }
})

/** Opens a draft and returns its key for the route `compose`. Answering the same message again goes on with what is there. */
export function startDraft(start: DraftStart): string {
  return useDrafts().start(start)
}

const unwritten: RichDocument = {
  type: 'doc',
  attrs: { lang: null, dir: null },
  content: [{ type: 'paragraph', attrs: { dir: null }, content: [] }],
}

function newDraft(
  { kind, messageId, toList, to = [], subject = '', text = '', opening, asksTemplate }: DraftStart,
  owner: string,
): Draft {
  const mailbox = mailboxRead(messageId)?.shared?.address ?? null
  return {
    ...emptyDraft(kind, messageId ?? null, owner),
    ...(mailbox === null ? {} : { mailbox }),
    to: [...to],
    subject,
    text,
    ...(opening === undefined ? {} : { opening }),
    ...(toList ? { toList } : {}),
    ...(asksTemplate ? { asksTemplate } : {}),
    prefilledText: kind === 'new' ? '' : null,
  }
}

export function emptyDraft(kind: DraftKind, messageId: MessageId | null, owner: string): Draft {
  return {
    key: newKey(),
    idempotencyKey: newKey(),
    kind,
    messageId,
    owner,
    from: '',
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    text: '',
    // Made of `text` as soon as the editor is there.
    document: usePreferences().writeWithFormatting ? markRaw(unwritten) : null,
    files: [],
    place: newPlace(),
    savedAtMs: null,
    savedChange: 0,
    prefilledText: '',
    state: 'writing',
    changedAtMs: Date.now(),
  }
}

/** A place in the folder for drafts that nothing stands in yet. */
export const newPlace = () => ({ key: newKey(), writer: newKey(), previousId: null })

export function ownerNow(): string {
  return mailboxCache().cache.getQueryData<Session>(keys.session())?.person.address ?? ''
}

function newKey(): string {
  return crypto.randomUUID()
}
