import { t } from '#client/i18n/i18n.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { useFailures } from './bulk/failures.ts'
import { type Unchanged } from './change-flags.ts'
import { type Undoable, useOutcome } from './outcome.ts'

interface Deed {
  /** "3 messages archived", or null when nothing was done. */
  readonly done: string | null
  readonly unchanged: Unchanged
  /** The sentences, with `{count}`, for messages that had gone and for those the person may not change. */
  readonly goneKey: string
  readonly refusedKey: string
  /** Takes back what was done. */
  readonly wayBack?: Omit<Undoable, 'text'> | undefined
}

/** Says in one go what was done and what was not, with the way back and a list of the messages that were not changed. */
export function tellDone({ done, unchanged: { gone, refused }, goneKey, refusedKey, wayBack }: Deed): void {
  // The list was not what the server has.
  if (gone.length > 0)
    void mailboxCache()
      .cache.invalidateQueries({ key: keys.allRows() })
      .catch(() => undefined)
  const sentences = [
    done,
    gone.length > 0 && t(goneKey, { count: gone.length }),
    refused.length > 0 && t(refusedKey, { count: refused.length }),
  ].filter((sentence) => typeof sentence === 'string')
  if (sentences.length === 0) return
  const failures = [
    ...refused.map((id) => ({ id, outcome: 'refused' }) as const),
    ...gone.map((id) => ({ id, outcome: 'gone' }) as const),
  ]
  const failed = failures.length > 0
  const also = { label: t('bulk.which'), run: () => useFailures().show(failures) }
  const text = sentences.join('. ')
  const options = failed ? { failed, also } : {}
  if (done !== null && wayBack) useOutcome().offerUndo({ text, ...wayBack }, options)
  else useOutcome().tell(text, options)
}
