import type { PersonNotes } from '#server/storage/person-notes.ts'

/** Takes away somebody's second step without a code of theirs, for the operator alone. Answers whether there was one. */
export function forgetSecondStep(notes: PersonNotes, user: string): Promise<boolean> {
  return notes.change(user, 'second-step', (text) => ({ text: 'null', made: text !== null && text !== 'null' }))
}
