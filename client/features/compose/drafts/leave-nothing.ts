import { type Draft, isUnsaved } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useSaver } from './saver.ts'

/** Saves everything the person has written; true when nothing would be lost by signing out. */
export async function saveAll(): Promise<boolean> {
  const { open } = useDrafts()
  await Promise.all(open.map(({ key }) => useSaver().save(key)))
  return useDrafts().open.every((draft) => isSafe(draft))
}

const isSafe = (draft: Draft) =>
  !isUnsaved(draft) && draft.state === 'writing' && draft.files.every(({ state }) => state === 'here')
