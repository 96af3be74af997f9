import type { StorageReport, SurveyEvent } from '#contract/storage.ts'
import type { FolderDescription, MailAccount } from '#server/mail/mail-account.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { isProblem } from '#server/problem.ts'
import { Tally } from './tally.ts'

/** What a folder held when it was looked through. */
export type Remembered = Map<string, { content: string; tally: Tally }>

export interface Surveying {
  mail: MailAccount
  remembered: Remembered
  tell: (news: Extract<SurveyEvent, { type: 'progress' }>) => void
  isOver: () => boolean
}

/**
 * Looks through the person's own folders; those that hold what they held are taken from what is remembered.
 *
 * @returns null when it was over before its end
 */
export async function survey({ mail, remembered, tell, isOver }: Surveying): Promise<StorageReport | null> {
  const folders = (await mail.folders()).filter(isCounted)
  const total = folders.reduce((sum, folder) => sum + (folder.total ?? 0), 0)
  const whole = new Tally()
  const lines: StorageReport['folders'] = []
  let complete = true
  tell({ type: 'progress', looked: 0, total })
  for (const { path } of folders) {
    const looked = whole.all.messages
    const onLot = (count: number) => tell({ type: 'progress', looked: Math.min(looked + count, total), total })
    const tally = await tallyOf(path, { mail, remembered, isOver, onLot }).catch((error: unknown) => {
      if (!isProblem(error, 'folder-gone') && !isProblem(error, 'not-allowed')) throw error
      return null
    })
    if (isOver()) return null
    if (!tally) complete = false
    else if (tally.all.messages > 0) lines.push({ folderId: folderIdOf(path), ...tally.all })
    if (tally) whole.join(tally)
  }
  forgetOthers(remembered, folders)
  lines.sort((one, other) => other.bytes - one.bytes)
  return { ...whole.report(), folders: lines, complete }
}

/** What others share does not count here, and what only shows messages of other folders would count twice. */
function isCounted({ owner, holdsMessages, serverRole }: FolderDescription): boolean {
  return owner === null && holdsMessages && serverRole !== 'all' && serverRole !== 'flagged'
}

interface Looking extends Pick<Surveying, 'mail' | 'remembered' | 'isOver'> {
  onLot: (countSoFar: number) => void
}

async function tallyOf(path: string, { mail, remembered, isOver, onLot }: Looking): Promise<Tally> {
  const content = await mail.survey.contentOf(path)
  const known = remembered.get(path)
  if (known?.content === content) return known.tally
  const tally = new Tally()
  const take: Parameters<MailAccount['survey']['weigh']>[1] = (lot) => {
    for (const weight of lot) tally.add(weight)
    onLot(tally.all.messages)
  }
  await mail.survey.weigh(path, take, isOver)
  if (!isOver()) remembered.set(path, { content, tally })
  return tally
}

function forgetOthers(remembered: Remembered, folders: readonly FolderDescription[]): void {
  const there = new Set(folders.map(({ path }) => path))
  for (const path of remembered.keys()) if (!there.has(path)) remembered.delete(path)
}
