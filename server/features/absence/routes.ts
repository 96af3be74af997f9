import { type AbsenceState, readAbsence, saveAbsence } from '#contract/absence.ts'
import { previewAbsence } from '#contract/absence-preview.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { ManagedMailboxes } from '#server/mail/managed-mailboxes.ts'
import type { OwnRules } from '#server/mail/own-rules.ts'
import type { ShownAbsences } from '#server/storage/shown-absences.ts'

interface AbsenceFeature {
  /** The person's own, and those of mailboxes that somebody else sees to. */
  rules: { own: OwnRules; others: OwnRules }
  managed: ManagedMailboxes
  /** Who lets colleagues see it. */
  shown: ShownAbsences
  /** Takes note that mail is sent on to a colleague. */
  note: (visit: SignedInVisit, change: { outcome: string; targets: readonly string[] }) => Promise<void>
}

export function absenceRoutes({ rules, managed, shown, note }: AbsenceFeature): Route[] {
  const rulesOf = async ({ session }: SignedInVisit, mailbox: string | undefined) => {
    const { person, isOwn } = await managed.whose(session, mailbox, 'absence')
    return { person, isOwn, its: isOwn ? rules.own : rules.others }
  }

  /** Colleagues are shown what the mail server goes by, so that is taken down whenever it is read, whoever changed it. */
  const withShown = async (user: string, isOwn: boolean, state: AbsenceState, isShown?: boolean) => {
    const { isInForce, absence } = state
    await shown.keep(user, isInForce && absence.isOn ? absence : null, isOwn ? isShown : undefined)
    // Whether it is shown its owner alone says.
    const choice = isOwn ? await shown.choiceOf(user) : undefined
    return choice === undefined ? state : { ...state, isShown: choice }
  }

  return [
    route(readAbsence, async ({ query: { mailbox } }, visit) => {
      const { person, isOwn, its } = await rulesOf(visit, mailbox)
      return withShown(person.user, isOwn, await its.readAbsence(person))
    }),
    route(saveAbsence, async ({ body: { absence, version, mailbox, isShown } }, visit) => {
      const { person, isOwn, its } = await rulesOf(visit, mailbox)
      const state = await withShown(person.user, isOwn, await its.saveAbsence(person, absence, version), isShown)
      if (!isOwn) await managed.changed(visit, person, 'absence-changed')
      const targets = isOwn && absence.isOn && absence.colleague !== null ? [absence.colleague] : []
      if (targets.length > 0) await note(visit, { outcome: 'while-away', targets })
      return state
    }),
    route(previewAbsence, async ({ body: { absence, address, mailbox } }, visit) => {
      const { person, its } = await rulesOf(visit, mailbox)
      return its.previewAbsence(person, absence, address)
    }),
  ]
}
