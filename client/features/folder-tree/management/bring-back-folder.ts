import { call } from '#client/api/call.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { changeBySets } from '#client/mail/bulk/change-by-sets.ts'
import { useFolderRequest } from '#client/mail/folder-request.ts'
import { whileChangingFolders } from '#client/mail/folder-writes.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { type deleteFolder, type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { moveMessages } from '#contract/messages.ts'
import { addFolder } from './change-tree.ts'
import { mostPatienceMs, sayWhenSlow, tellFailure } from './telling.ts'

/** The folders that went, the outermost first. */
export type GoneFolders = NonNullable<ResponseOf<typeof deleteFolder>['gone']>

/** Makes a deleted folder again with all that was inside, and brings its messages back from Trash. Failures are told, never thrown. */
export async function bringBack(folder: Folder, gone: GoneFolders): Promise<void> {
  const words = { folder: folderName(folder) }
  const places = useFolderRequest().places()
  const hadFocus = places?.hasFocus() ?? false
  try {
    const stayed = await sayWhenSlow(t('folders.bringingBack', words), () =>
      whileChangingFolders(async () => {
        const left = { gone: 0, there: 0 }
        for (const each of gone) {
          const { gone, there } = await bringBackOne(each, t('folders.bringingBack', words))
          left.gone += gone
          left.there += there
        }
        return left
      }),
    )
    await places?.reveal(folder.id)
    if (hadFocus) places?.focus(folder.id)
    const sentences = [
      t('folders.broughtBack', words),
      stayed.gone > 0 && t('folders.notAllBroughtBack', { count: stayed.gone }),
      stayed.there > 0 && t('folders.leftInTrash', { count: stayed.there }),
    ]
    useOutcome().tell(sentences.filter((sentence) => typeof sentence === 'string').join('. '))
  } catch (error) {
    tellFailure(t('folders.notBroughtBack', words), error, () => void bringBack(folder, gone))
  }
}

interface Left {
  /** No longer where they were put. */
  gone: number
  /** Still there: they were refused, or the person stopped it. */
  there: number
}

/** Gives how many of its messages did not come back. A folder that is there already was made by the try before. */
async function bringBackOne({ id, name, parentId, messages }: GoneFolders[number], doing: string): Promise<Left> {
  const place: FolderId = await addFolder(name, parentId).then(
    (made) => made.id,
    (error: unknown) => {
      if (error instanceof ApiProblem && error.type === 'folder-exists') return id
      throw error
    },
  )
  if ('sets' in messages) {
    const trash = mailboxCache()
      .folders()
      .filter(({ role }) => role === 'trash')
    const lists = [...trash.map((folder) => folder.id), place]
    const { total, done, gone } = await changeBySets(messages, { kind: 'move', toFolderId: place }, doing, lists)
    return { gone, there: total - done - gone }
  }
  if (messages.ids.length === 0) return { gone: 0, there: 0 }
  const body = { ids: messages.ids, toFolderId: place }
  const { items } = await call(moveMessages, { body }, { timeoutMs: mostPatienceMs })
  const count = (wanted: 'gone' | 'refused') => items.filter(({ outcome }) => outcome === wanted).length
  return { gone: count('gone'), there: count('refused') }
}
