import * as contract from '#contract/filters.ts'
import { explainMessage } from '#contract/whereabouts.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { OwnFilters } from '#server/mail/own-rules.ts'
import { folderOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import * as explaining from './explain-message.ts'
import { readTheirs, saveTheirs, type TheirFeature, tryTheirs } from './their-filters.ts'
import { tryFilter } from './try-filter.ts'

/** Takes note of where filters forward to from now on: to how many addresses. */
type Note = (visit: SignedInVisit, change: { outcome: string; targets: readonly string[] }) => Promise<void>

export function filterRoutes(rules: OwnFilters, their: TheirFeature, note: Note): Route[] {
  return [
    route(contract.readFilters, async ({ query: { mailbox } }, { session }) => {
      const whose = await their.managed.whose(session, mailbox, 'filters')
      return whose.isOwn ? rules.readFilters(session.signedIn) : readTheirs(their, session, whose)
    }),
    route(contract.saveFilters, async ({ body }, visit) => {
      const { session } = visit
      const whose = await their.managed.whose(session, body.mailbox, 'filters')
      if (!whose.isOwn) {
        const made = await saveTheirs(their, session, whose, body)
        await their.managed.changed(visit, whose.person, 'filters-changed')
        return made
      }
      const state = await rules.saveFilters(session.signedIn, body.filters, body.version)
      const actions = body.filters.filter(({ isOn }) => isOn).flatMap((filter) => filter.actions)
      const targets = actions.flatMap((action) => (action.do === 'forward' ? [action.address] : []))
      if (targets.length > 0) await note(visit, { outcome: 'by-filters', targets })
      return state
    }),
    route(explainMessage, ({ params }, { session: { mail, signedIn } }) => {
      const reference = messageReferenceOf(params.messageId)
      if (!reference) throw new Problem('message-gone')
      return explaining.explainMessage(mail, reference, {
        running: () => rules.running(signedIn),
        known: (filters) => rules.knownSenders(signedIn, filters),
      })
    }),
    route(contract.tryFilter, async ({ body: { mailbox, folderId, answersAfter, ...trial } }, { session }) => {
      const whose = await their.managed.whose(session, mailbox, 'filters')
      const { filter, offset } = trial
      const folder = folderOf(folderId)
      if (!whose.isOwn) return tryTheirs(their, session, whose, { folder, ...trial })
      const running = answersAfter === undefined ? null : await rules.running(session.signedIn)
      const before = running && { ...running, filters: running.filters.slice(0, answersAfter) }
      const known = await rules.knownSenders(session.signedIn, [filter, ...(before?.filters ?? [])])
      return tryFilter(session.mail.beside(), filter, { folder, offset, known, before })
    }),
  ]
}
