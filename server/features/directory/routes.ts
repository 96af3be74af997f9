import { Readable } from 'node:stream'
import {
  listDirectory,
  listOwnGroups,
  readDepartments,
  readDirectoryCard,
  readDirectoryPhoto,
} from '#contract/directory.ts'
import type { Away } from '#contract/people.ts'
import { route, type Route } from '#server/http/route.ts'
import { pictureKindOf } from '#server/pictures/picture-kind.ts'
import { Problem } from '#server/problem.ts'
import type { EveryDirectory } from './every-directory.ts'

const largestPhotoBytes = 1_000_000

/** Whether whoever has this address is away, and shows it. */
type AwayAt = (address: string) => Promise<Away | null>

/** Looking around in the directories; without any, all of it is `not-found`. */
export function directoryRoutes(directories: EveryDirectory, awayAt: AwayAt): Route[] {
  return [
    route(readDepartments, () => directories.departments()),
    route(listDirectory, ({ query }) => directories.people(query)),
    route(readDirectoryCard, async ({ query }) => {
      const card = (await directories.card(query.address)) ?? missing()
      const away = card.isOutside ? null : await awayAt(card.address)
      return away ? { ...card, away } : card
    }),
    route(readDirectoryPhoto, async ({ query }) => {
      const bytes = (await directories.photo(query.address)) ?? missing()
      const kind = bytes.length > largestPhotoBytes ? null : pictureKindOf(bytes)
      if (!kind) return missing()
      return { name: 'photo', type: kind.type, bytes: Readable.from([bytes], { objectMode: false }) }
    }),
    route(listOwnGroups, async (_request, { session }) => ({
      items: await directories.groupsOf(session.signedIn.user),
    })),
  ]
}

function missing(): never {
  throw new Problem('not-found')
}
