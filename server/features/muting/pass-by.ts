import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { isProblem } from '#server/problem.ts'

/**
 * Lets new messages of the inbox that belong to muted conversations pass it by: they go to Archive, marked as read and muted like the
 * rest. Where there is no archive they stay, marked so.
 *
 * @returns those that have gone, which are no news to anybody
 */
export async function passBy(mail: MailAccount, arrived: readonly MessageReference[]): Promise<MessageReference[]> {
  const muted: MessageReference[] = []
  for (const reference of arrived) if (await answersMuted(mail, reference)) muted.push(reference)
  if (muted.length === 0) return []
  const archive = (await mail.recentFolders()).find(({ role, owner }) => role === 'archive' && owner === null)
  // Moved first: marking them in the inbox would be told there, about messages nobody has been told of.
  const moves = archive ? await mail.move(muted, archive.path) : []
  const places = muted.map((reference, index) => (moves[index]?.outcome === 'done' ? moves[index].moved : reference))
  await mail.changeFlags(
    places.filter((place) => place !== null),
    ['seen', 'muted'],
    [],
  )
  return muted.filter((_, index) => moves[index]?.outcome === 'done')
}

async function answersMuted(mail: MailAccount, reference: MessageReference): Promise<boolean> {
  try {
    // What answers nothing, as most mail does, costs no more than this.
    const { references } = await mail.threadHeaders(reference)
    if (references.length === 0) return false
    const { items } = await mail.conversations.read(reference)
    return items.some(({ flags }) => flags.includes('muted'))
  } catch (error) {
    if (isProblem(error, 'message-gone') || isProblem(error, 'grouping-unavailable')) return false
    throw error
  }
}
