import { currentRegionName } from '#client/accessibility/regions.ts'
import { t } from '#client/i18n/i18n.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { positionOf } from '#client/mail/folder-rows.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { marksInWords } from '#client/mail/row-label.ts'
import { useSearches } from '#client/mail/searches.ts'
import { selectionText } from '#client/mail/selection-text.ts'
import { subjectOf } from '#client/mail/sender-name.ts'

/** One sentence about where the person is: folder, row, what is open and selected, what is unread, whose mailbox. */
export function whereAmI(): string {
  const view = useMailView()
  const { folders, rowsOf, findMessage } = mailboxCache()
  const folder = folders().find(({ id }) => id === view.folderId)
  const search = useSearches().find(view.searchKey)
  const rows = view.listId === null ? undefined : rowsOf(view.listId)
  const at = rows && view.focusedId ? positionOf(rows, view.focusedId) : -1
  const row = rows?.rows.get(at)
  const role = folders().find(({ id }) => id === row?.folderId)?.role ?? null
  const message = view.openId ? findMessage(view.openId) : undefined
  const region = currentRegionName()
  const parts = [
    search ? t('search-box.heading', { text: search.text }) : folder && folderName(folder),
    !search && folder?.owner && t('app.whereMailbox', { owner: folder.owner }),
    rows && at >= 0 && t('app.whereRow', { row: formatNumber(at + 1), total: formatNumber(rows.total) }),
    // A row itself says only as many as are heard quickly.
    ...(row ? marksInWords(row, role) : []),
    rows && rows.unread > 0 && t('app.whereUnread', { count: rows.unread }),
    view.selection !== null && selectionText(),
    message && t('app.whereMessage', { subject: subjectOf(message) }),
    region && t('app.whereRegion', { region }),
  ]
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join(', ')
}
