import { computed } from 'vue'
import { usePageTitle } from '#client/accessibility/page-title.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { inMailbox, mailboxRead, ownerOfAddress } from '#client/mail/mailbox-read.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useSearches } from '#client/mail/searches.ts'
import { subjectOf } from '#client/mail/sender-name.ts'
import { type useMailRoute } from './use-mail-route.ts'

/** What the list on the screen is called, in the title of the page too. */
export function usePlaceNames({ folder, searchKey, openId, draftKey }: ReturnType<typeof useMailRoute>) {
  const view = useMailView()
  const searches = useSearches()

  const rows = computed(() => (view.listId === null ? undefined : mailboxCache().rowsOf(view.listId)))
  const search = computed(() => searches.find(searchKey.value))
  const listName = computed(() => {
    if (searchKey.value !== null)
      return search.value ? t('search-box.heading', { text: search.value.text }) : t('search-box.gone')
    return inMailbox(folder.value?.owner, placeName.value)
  })
  const placeName = computed(() => (folder.value ? folderName(folder.value) : t('folder-tree.heading')))
  /** Where Back leads: a heading would not stand in that sentence. */
  const backName = computed(() => (searchKey.value === null ? placeName.value : t('search-box.place')))

  usePageTitle(() => {
    const message = openId.value ? mailboxCache().findMessage(openId.value) : undefined
    if (message) return t('app.titleIn', { what: subjectOf(message), folder: listName.value })
    const unread = searchKey.value === null ? (rows.value?.unread ?? folder.value?.unread ?? 0) : 0
    return unread > 0 ? t('message-list.title', { folder: listName.value, count: unread }) : listName.value
  })
  /** What readers say on the way into a part of the screen. */
  const regionNames = {
    list: () => inMailbox(searchKey.value === null ? folder.value?.owner : null, t('app.regionList')),
    content: () =>
      draftKey.value
        ? inMailbox(ownerOfAddress(useDrafts().find(draftKey.value)?.from), t('app.regionCompose'))
        : inMailbox(mailboxRead(openId.value)?.owner, t('app.regionMessage')),
  }
  return { rows, listName, backName, regionNames }
}
