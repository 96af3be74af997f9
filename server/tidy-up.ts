import { dropDraft } from './features/drafts/draft-keeper.ts'
import type { TidyUp } from './features/sending/leftovers.ts'
import type { Uploads } from './storage/uploads.ts'

/** What sending does about files and drafts, which are features of their own. */
export function tidyUpWith(uploads: Uploads): TidyUp {
  return async (user, mail, { uploadIds, savedDraft }) => {
    await uploads.remove(user, uploadIds).catch(() => undefined)
    if (savedDraft) await dropDraft(mail, savedDraft).catch(() => undefined)
  }
}
