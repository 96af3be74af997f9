import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type FolderId, type MessageId } from '#contract/ids.ts'

export interface Followed<Id> {
  readonly was: Id
  readonly now: Id
}

/**
 * What folders and messages are called now that have been renamed or moved here. Ids are made of the place, so addresses of
 * before, in the history and on the screen, must go on leading to the same thing.
 */
export const useFollowedIds = defineStore('followed-ids', () => {
  const folders = shallowRef<ReadonlyMap<FolderId, FolderId>>(new Map())
  const messages = shallowRef<ReadonlyMap<MessageId, MessageId>>(new Map())

  function follow(ofFolders: readonly Followed<FolderId>[], ofMessages: readonly Followed<MessageId>[]): void {
    folders.value = withFollowed(folders.value, ofFolders)
    messages.value = withFollowed(messages.value, ofMessages)
  }

  const folderNow = (id: FolderId): FolderId => folders.value.get(id) ?? id
  const messageNow = (id: MessageId): MessageId => messages.value.get(id) ?? id

  return { follow, folderNow, messageNow }
})

/** Each id leads straight to its latest; one that is in use again leads nowhere. */
function withFollowed<Id>(known: ReadonlyMap<Id, Id>, changes: readonly Followed<Id>[]): Map<Id, Id> {
  const latest = new Map(changes.map(({ was, now }) => [was, now]))
  const next = new Map([...known].map(([was, now]) => [was, latest.get(now) ?? now]))
  for (const { was, now } of changes) next.set(was, now)
  for (const { now } of changes) next.delete(now)
  return next
}
