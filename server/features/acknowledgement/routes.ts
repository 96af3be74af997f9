import { readAcknowledgement, saveAcknowledgement } from '#contract/acknowledgement.ts'
import { route, type Route } from '#server/http/route.ts'
import type { ManagedMailboxes } from '#server/mail/managed-mailboxes.ts'
import type { OwnAcknowledgement } from '#server/mail/own-rules.ts'

interface AcknowledgementFeature {
  /** The person's own, and those of mailboxes that somebody else sees to. */
  rules: { own: OwnAcknowledgement; others: OwnAcknowledgement }
  managed: ManagedMailboxes
}

export function acknowledgementRoutes({ rules, managed }: AcknowledgementFeature): Route[] {
  return [
    route(readAcknowledgement, async ({ query: { mailbox } }, { session }) => {
      const { person, isOwn } = await managed.whose(session, mailbox, 'absence')
      return (isOwn ? rules.own : rules.others).readAcknowledgement(person)
    }),
    route(saveAcknowledgement, async ({ body: { acknowledgement, version, mailbox } }, visit) => {
      const { person, isOwn } = await managed.whose(visit.session, mailbox, 'absence')
      const its = isOwn ? rules.own : rules.others
      const state = await its.saveAcknowledgement(person, acknowledgement, version)
      if (!isOwn) await managed.changed(visit, person, 'acknowledgement-changed')
      return state
    }),
  ]
}
