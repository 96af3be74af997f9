import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft, isUnsaved } from '#client/mail/draft.ts'
import { newPlace, ownerNow, useDrafts } from '#client/mail/drafts.ts'
import { isOwnFull } from '#client/mail/is-own-full.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { discardDraft, saveDraft, type SavedDraft } from '#contract/drafts.ts'
import { type MessageId } from '#contract/ids.ts'
import { goingFiles } from '#client/mail/draft-pictures.ts'
import { outgoingFiles, outgoingMessage } from '../outgoing-message.ts'

const patienceMs = 60_000

interface SavingFailure {
  /** As a sentence for people, to which `whereTextIs` belongs. */
  why: string
  /** The person's own mailbox has no room for it. */
  isFull: boolean
}

/**
 * Saves drafts in the person's folder for them, one saving of a draft at a time. What was changed elsewhere is never overwritten:
 * the draft then goes on as one of its own, and `conflicts` names the other (null where it is gone).
 */
export const useSaver = defineStore('draft-saver', () => {
  const failures = shallowReactive(new Map<string, SavingFailure>())
  const conflicts = shallowReactive(new Map<string, MessageId | null>())
  const turns = new Map<string, Promise<void>>()

  /** Resolves when what was written up to now has been saved, or could not be: then it says so, once. */
  function save(draftKey: string): Promise<void> {
    const turn = (turns.get(draftKey) ?? Promise.resolve()).then(() => saveNow(draftKey))
    turns.set(draftKey, turn)
    return turn
  }

  async function saveNow(draftKey: string): Promise<void> {
    const draft = useDrafts().find(draftKey)
    if (!draft || !isUnsaved(draft) || draft.state !== 'writing' || isFilling(draft)) return
    try {
      const { outcome, draftId } = await store(draft)
      if (outcome === 'changed-elsewhere') await keepBoth(draft, draftId)
      failures.delete(draftKey)
    } catch (error) {
      const isNew = !failures.has(draftKey)
      const why = t('drafts.failed', { why: whyNot(error) })
      failures.set(draftKey, { why, isFull: isOwnFull(error) })
      if (isNew) announce(`${why} ${whereTextIs(draftKey)}`, { assertive: true })
    }
  }

  /** The other version stays what it is; this one becomes a draft beside it. */
  async function keepBoth(draft: Draft, draftId: MessageId | null): Promise<void> {
    conflicts.set(draft.key, draftId)
    draft.place = newPlace()
    announce(t(draftId ? 'drafts.changedTitle' : 'drafts.goneTitle'), { assertive: true })
    await store(draft)
  }

  /** Resolves when no saving of this draft is under way. */
  const settled = (draftKey: string): Promise<void> => turns.get(draftKey) ?? Promise.resolve()

  /** Takes the saved draft away; `restore` of the drafts and `save` bring it back. */
  async function discard(draft: Draft): Promise<void> {
    await settled(draft.key)
    const place = { ...draft.place }
    draft.place = newPlace()
    draft.savedChange = 0
    // Also where nobody heard of its being saved: the page may have gone away meanwhile.
    await call(discardDraft, { body: place }, { signInAgain: false }).catch(() => undefined)
  }

  return { failures, conflicts, save, settled, discard }
})

/** What becomes of a text that is not saved. */
export function whereTextIs(draftKey: string): string {
  return t(useDrafts().unkept.includes(draftKey) ? 'drafts.unkept' : 'drafts.kept')
}

/** Stores it, unless that would overwrite what was changed elsewhere. */
async function store(draft: Draft): Promise<SavedDraft> {
  const { changedAtMs } = draft
  const files = filesToSave(draft)
  const saved = await ask(draft)
  const { outcome, draftId, partIds } = saved
  if (outcome === 'changed-elsewhere') return saved
  draft.place = { ...draft.place, previousId: draftId }
  draft.savedAtMs = Date.now()
  draft.savedChange = changedAtMs
  if (draftId && partIds.length === files.length) {
    for (const [index, file] of files.entries()) {
      const partId = partIds[index]
      if (partId !== undefined) file.part = { messageId: draftId, partId }
    }
  }
  return saved
}

function ask(draft: Draft): Promise<SavedDraft> {
  const { draft: place, ...message } = outgoingMessage(draft, ownerNow())
  const body = { place: place ?? draft.place, message: { ...message, files: outgoingFiles(filesToSave(draft)) } }
  return call(saveDraft, { body }, { timeoutMs: patienceMs, signInAgain: false })
}

const filesToSave = (draft: Draft) => goingFiles(draft).filter(({ state }) => state === 'here')

/** The text of the original is still on its way into it. */
const isFilling = (draft: Draft) => draft.prefilledText === null

function whyNot(error: unknown): string {
  const isNoFolder = error instanceof ApiProblem && error.type === 'folder-gone'
  return isNoFolder ? t('drafts.noFolder') : problemText(error)
}
