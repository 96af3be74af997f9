import type { MailAccount, MessageReference, Outcome } from '#server/mail/mail-account.ts'
import { isProblem } from '#server/problem.ts'
import type { Mutes } from '#server/storage/mutes.ts'

interface Muting {
  mail: MailAccount
  mutes: Mutes
  user: string
}

interface Muted {
  outcomes: Outcome[]
  changed: MessageReference[]
  conversations: number
}

const nameOf = ({ folder, validity, uid }: MessageReference) => JSON.stringify([folder, validity, uid])

/** Mutes the conversations of these messages, or ends that. Throws Problem `grouping-unavailable`. */
export async function muteConversations(
  { mail, mutes, user }: Muting,
  references: readonly MessageReference[],
  muted: boolean,
): Promise<Muted> {
  const owners = new Map((await mail.recentFolders()).map(({ path, owner }) => [path, owner]))
  const members = new Map<string, MessageReference>()
  const outcomes: Outcome[] = []
  let conversations = 0
  for (const reference of references) {
    const isOwn = owners.get(reference.folder) === null
    // One of a conversation that has been read already.
    const isKnown = members.has(nameOf(reference))
    const found = isOwn && !isKnown ? await membersOf(mail, reference) : null
    if (found) {
      conversations += 1
      for (const one of found) members.set(nameOf(one), one)
    }
    outcomes.push(found || isKnown ? 'done' : isOwn || !owners.has(reference.folder) ? 'gone' : 'refused')
  }
  // Before the flags, so that no answer comes in between unseen.
  if (muted && members.size > 0) await noteInbox({ mail, mutes, user })
  const changed = await changeMuted(mail, [...members.values()], muted)
  const failed = new Set(changed.refused.map(nameOf))
  return {
    outcomes: outcomes.map((outcome, index) => {
      const reference = references[index]
      return outcome === 'done' && reference && failed.has(nameOf(reference)) ? 'refused' : outcome
    }),
    changed: changed.done,
    conversations,
  }
}

/** Null when the message is gone. */
async function membersOf(mail: MailAccount, reference: MessageReference): Promise<MessageReference[] | null> {
  try {
    const { items, messages } = await mail.conversations.read(reference)
    return [...items.map((item) => item.reference), ...messages]
  } catch (error) {
    if (isProblem(error, 'message-gone')) return null
    throw error
  }
}

async function changeMuted(mail: MailAccount, members: readonly MessageReference[], muted: boolean) {
  const marks = await mail.marksOf(members)
  const wanting = members.filter((_, index) => marks[index] && marks[index].flags.includes('muted') !== muted)
  const outcomes = await mail.changeFlags(wanting, muted ? ['muted'] : [], muted ? [] : ['muted'])
  const having = (outcome: Outcome) => wanting.filter((_, index) => outcomes[index] === outcome)
  return { done: having('done'), refused: having('refused') }
}

/** What is in the inbox already stays there. */
async function noteInbox({ mail, mutes, user }: Muting): Promise<void> {
  const { validity } = await mail.pick('INBOX', { muted: true })
  const [newest] = (await mail.window('INBOX', 0, 1)).items
  await mutes.begin({ user, validity, uid: newest?.reference.uid ?? 0 })
}
