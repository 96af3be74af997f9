import { onScopeDispose, watch } from 'vue'
import { readPartBytes } from '#client/api/read-bytes.ts'
import { type Draft } from '#client/mail/draft.ts'
import { hasPicture, showPicture } from '#client/mail/editor/document/picture-sources.ts'

/** Shows the pictures of a draft that this page did not put in itself: they lie in the mailbox. */
export function useSavedPictures(draft: () => Draft | undefined): void {
  const leaving = new AbortController()
  const asked = new Set<string>()
  onScopeDispose(() => leaving.abort())
  watch(
    () => draft()?.files.filter(({ cid, part }) => cid !== undefined && part !== null) ?? [],
    (files) => {
      for (const { cid, part } of files) {
        if (cid === undefined || !part?.partId || hasPicture(cid) || asked.has(cid)) continue
        asked.add(cid)
        // One that cannot be read keeps its description in its place; it goes along all the same.
        readPartBytes(part.messageId, part.partId, leaving.signal)
          .then((bytes) => showPicture(cid, new Blob([bytes])))
          .catch(() => asked.delete(cid))
      }
    },
    { immediate: true },
  )
}
