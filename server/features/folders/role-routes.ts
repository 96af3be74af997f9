import { chooseRole } from '#contract/folder-roles.ts'
import { route, type Route } from '#server/http/route.ts'
import { checkMayHave } from '#server/mail/chosen-roles.ts'
import { folderOf } from '#server/mail/reference-ids.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { RoleBook } from './role-book.ts'

export function roleRoutes(notes: PersonNotes): Route[] {
  return [
    route(chooseRole, async ({ body: { role, folderId } }, { session }) => {
      const path = folderId === null ? null : folderOf(folderId)
      if (path !== null) checkMayHave(await session.mail.folders(), path, role)
      await new RoleBook(notes, session.signedIn.user).choose(role, path)
      for (const one of session.ofSamePerson()) {
        // Where that fails, the folders are read anew in any case before they are used.
        await one.mail.folders().catch(() => undefined)
        one.tell({ type: 'folders' })
      }
    }),
  ]
}
