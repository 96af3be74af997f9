import { findPeople } from '#contract/people.ts'
import { route, type Route } from '#server/http/route.ts'
import type { Directory } from '#server/mail/directory-port.ts'

/** Without a directory nobody is found; that is no failure. */
export function peopleRoutes(directory: Directory | null): Route[] {
  return [route(findPeople, async ({ query }) => ({ items: (await directory?.find(query.query)) ?? [] }))]
}
