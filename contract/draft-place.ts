import * as z from 'zod/mini'
import { messageId } from './ids.ts'

const token = z.string().check(z.regex(/^[\w-]{16,64}$/))

/** Which draft is meant. */
export const draftPlace = z.strictObject({
  /** The same for as long as a message is being written, wherever that is gone on with. */
  key: token,
  /** Whoever writes: made anew by each tab that opens the draft, so that two of them notice each other. */
  writer: token,
  /** The saved draft that this one goes on from, or null for the first. */
  previousId: z.nullable(messageId),
})
export type DraftPlace = z.infer<typeof draftPlace>
