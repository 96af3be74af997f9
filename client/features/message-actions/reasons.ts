import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { type Folder } from '#contract/folders.ts'
import { type Whereabouts } from '#contract/whereabouts.ts'

/** Why a message is in a folder, as sentences, the most telling first. */
export function reasonsFor(found: Whereabouts, folder: Folder): string[] {
  const { forwarding, isAway, colleague, isJunk, otherScript } = found
  // Neither is sent on or answered.
  const isUnwanted = isJunk || found.sender === 'blocked'
  return [
    mainReason(found, folder),
    ...(isJunk && folder.role !== 'junk' && found.sender !== 'allowed' ? [t('why.isJunk')] : []),
    ...(otherScript === null || found.sender === 'blocked' ? [] : [t('why.otherScript', { name: otherScript })]),
    ...(forwarding === 'off' || isUnwanted ? [] : [t(`why.forwarded.${forwarding}`)]),
    ...(isAway && !isUnwanted ? [t('why.answered')] : []),
    ...(colleague === null || isUnwanted ? [] : [t('why.copied', { address: colleague })]),
  ]
}

function mainReason({ caughtBy, filedBy, isKept, sender, isJunk }: Whereabouts, folder: Folder): string {
  const words = { folder: folderName(folder) }
  if (sender === 'blocked') return t(folder.role === 'junk' ? 'why.blocked' : 'why.blockedSince', words)
  if (sender === 'allowed' && isJunk && folder.role === 'inbox') return t('why.allowed', words)
  const filer = filedBy === null ? undefined : caughtBy[filedBy]
  if (filer) return t('why.filed', { ...words, name: filer.name })
  if (folder.role === 'junk') return t(isJunk ? 'why.junk' : 'why.movedToJunk', words)
  if (folder.role !== 'inbox') return t(isKept ? 'why.moved' : 'why.filedElsewhere', words)
  if (isKept) return t(caughtBy.length > 0 ? 'why.keptMarked' : 'why.kept', words)
  return t('why.notFiled', words)
}
