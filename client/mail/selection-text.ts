import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from './folder-role.ts'
import { useMailView } from './mail-view.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { isEverything, type SelectedKind, type Target, isWhole, sizeOf } from './selection.ts'

/** What is selected: "2 selected", "All 12,345 messages in Inbox selected", "12,344 of 12,345 selected". */
export function selectionText(target: Target | null = useMailView().selection): string {
  if (target === null || !isWhole(target)) return t('actions.selected', { count: target?.length ?? 0 })
  const count = sizeOf(target)
  const found = mailboxCache()
    .folders()
    .find(({ id }) => id === target.folderId)
  const folder = found ? folderName(found) : ''
  const without = target.except.size
  const kind = isEverything(target.kind) ? null : kindKey(target.kind)
  if (count === null) {
    const all = t(`actions.allOf.${kind ?? 'from'}`, { folder })
    return without > 0 ? t('actions.without', { all, count: without }) : all
  }
  if (without > 0) return t('actions.selectedOf', { count, total: formatNumber(count + without) })
  return t(kind === null ? 'actions.allSelected' : `actions.countOf.${kind}`, { count, folder })
}

const kindKey = ({ unread, flagged }: SelectedKind) => (unread ? 'unread' : flagged ? 'flagged' : 'from')
