import { manifestFormat } from '#contract/mail-export.ts'
import { type Flag } from '#contract/messages.ts'

/** What a manifest says of a message. */
export interface Note {
  receivedAtMs: number | null
  flags: Flag[]
  labels: string[]
}

export type Notes = ReadonlyMap<string, Note>

export const noteKey = (file: string, position: number) => `${position} ${file}`

const flags: Record<Flag, true> = {
  ...{ seen: true, flagged: true, answered: true, forwarded: true },
  ...{ draft: true, muted: true, receiptAnswered: true },
}
const keyword = /^[!#$&'+,\-./0-9:;<=>?@A-Z^_`a-z|}~]{1,100}$/

/** What a manifest of ours notes of messages; of any other nothing. It may pretend to be anything: the built client has no schemas. */
export function notesIn(text: string): Notes {
  const notes = new Map<string, Note>()
  let whole: unknown
  try {
    whole = JSON.parse(text)
  } catch {
    return notes
  }
  if (!isRecord(whole) || whole['format'] !== manifestFormat || !Array.isArray(whole['messages'])) return notes
  for (const message of whole['messages'] as unknown[]) {
    if (!isRecord(message)) continue
    const { file, position, receivedAt } = message
    if (typeof file !== 'string' || typeof position !== 'number') continue
    const receivedAtMs = typeof receivedAt === 'string' ? Date.parse(receivedAt) : NaN
    notes.set(noteKey(file, position), {
      receivedAtMs: Number.isNaN(receivedAtMs) ? null : receivedAtMs,
      flags: textsIn(message['flags'])
        .filter((flag): flag is Flag => Object.hasOwn(flags, flag))
        .slice(0, 20),
      labels: textsIn(message['labels'])
        .filter((label) => keyword.test(label))
        .slice(0, 50),
    })
  }
  return notes
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
