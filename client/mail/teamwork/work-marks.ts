import { t } from '#client/i18n/i18n.ts'
import { type FolderId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { assignedPrefix, doneMark, isWorkMark } from '#contract/work-marks.ts'
import { lateWorkMark, type ShownLabel } from '../label-looks.ts'
import { plainLine } from '../sender-name.ts'
import { knownColleagues } from './colleagues.ts'

/** From now on marks of working together are shown by what they mean. */
export function showWorkMarks(): void {
  lateWorkMark.value = (keyword, folderId) => (isWorkMark(keyword) ? shown(keyword, folderId) : undefined)
}

function shown(keyword: string, folderId: FolderId): ShownLabel {
  const common = { keyword, isWork: true } as const
  if (isDoneMark(keyword)) return { ...common, name: t('teamwork.mark.done'), colour: 'green', shape: 'square' }
  const colleague = knownColleagues(folderId).find((each) => isSame(each.keyword, keyword))
  if (colleague?.isMe) return { ...common, name: t('teamwork.mark.mine'), colour: 'blue', shape: 'dot' }
  const name = plainLine(colleague?.name ?? keyword.slice(assignedPrefix.length))
  return { ...common, name: t('teamwork.mark.of', { name }), colour: 'grey', shape: 'ring' }
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
const isDoneMark = (keyword: string) => isSame(keyword, doneMark)

export const isDone = ({ labels }: Pick<MessageSummary, 'labels'>): boolean => labels.some(isDoneMark)

/** The marks that say whose task messages are. */
export const assignmentsOf = (messages: readonly Pick<MessageSummary, 'labels'>[]): string[] => [
  ...new Set(messages.flatMap(({ labels }) => labels.filter((each) => isWorkMark(each) && !isDoneMark(each)))),
]

export const hasWorkMark = ({ labels }: Pick<MessageSummary, 'labels'>): boolean => labels.some(isWorkMark)
