import { t } from '#client/i18n/i18n.ts'
import { type Folder } from '#contract/folders.ts'

/** What an empty folder is for and what to do next. */
export function emptyFolderWords(folder: Folder): { title: string; text: string } {
  if (!folder.holdsMessages) {
    return { title: t('message-list.onlyFolders'), text: t('message-list.onlyFoldersText') }
  }
  switch (folder.role) {
    case 'inbox':
      return { title: t('message-list.emptyInbox'), text: t('message-list.emptyInboxText') }
    case 'drafts':
      return { title: t('message-list.emptyDrafts'), text: t('message-list.emptyDraftsText') }
    case 'sent':
      return { title: t('message-list.emptySent'), text: t('message-list.emptySentText') }
    case 'archive':
      return { title: t('message-list.emptyArchive'), text: t('message-list.emptyArchiveText') }
    case 'junk':
      return { title: t('message-list.emptyJunk'), text: t('message-list.emptyJunkText') }
    case 'trash':
      return { title: t('message-list.emptyTrash'), text: t('message-list.emptyTrashText') }
    default:
      return { title: t('message-list.emptyFolder'), text: t('message-list.emptyFolderText') }
  }
}
