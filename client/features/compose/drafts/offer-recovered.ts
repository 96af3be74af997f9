import { type Router } from 'vue-router'
import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { useSaver } from './saver.ts'

/** Offers what was being written when a tab or the browser went away. The focus stays where it is. */
export function offerRecovered(router: Router): void {
  const drafts = useDrafts()
  const outcome = useOutcome()
  const found = drafts.recovered.flatMap((key) => drafts.find(key) ?? [])
  drafts.recovered = []
  const latest = found.toSorted((one, other) => other.changedAtMs - one.changedAtMs)[0]
  if (!latest) return
  const subject = plainLine(latest.subject) || t('mail.noSubject')
  outcome.tell(t('drafts.recovered', { subject, count: found.length }), {
    also: { label: t('drafts.discardRecovered'), run: discard },
    action: {
      label: t('drafts.goOn'),
      run: () => {
        outcome.hide()
        void router.push({ name: 'compose', params: { draftKey: latest.key } })
      },
    },
  })

  function discard(): void {
    const removed = found.flatMap(({ key }) => drafts.remove(key) ?? [])
    for (const draft of removed) void useSaver().discard(draft)
    outcome.offerUndo({
      text: t('drafts.discarded', { count: removed.length }),
      undo() {
        for (const draft of removed) drafts.restore(draft)
        outcome.tell(t('drafts.back', { count: removed.length }))
        return Promise.resolve()
      },
    })
  }
}
