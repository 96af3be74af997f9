import { listManagedMailboxes } from '#contract/managed-mailboxes.ts'
import { route, type Route } from '#server/http/route.ts'
import type { ManagedMailboxes } from '#server/mail/managed-mailboxes.ts'

export const managedMailboxRoutes = (managed: ManagedMailboxes): Route[] => [
  route(listManagedMailboxes, async (_request, { session }) => ({ items: await managed.list(session) })),
]
