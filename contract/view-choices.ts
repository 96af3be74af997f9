import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageView } from './view-choice.ts'

/** The address messages say they come from, in small letters: a view gives nobody anything, so nothing has to be proved. */
const sender = z
  .string()
  .check(z.trim(), z.normalize('NFC'), z.toLowerCase(), z.maxLength(320), z.regex(/^[^\s@]+@[^\s@]+$/))

/** How one person reads the messages of one sender. */
export const viewChoice = z.strictObject({ sender, view: messageView })
export type ViewChoice = z.infer<typeof viewChoice>

/** The senders whose view was chosen, the latest first. */
export const listViewChoices = endpoint({
  name: 'list-view-choices',
  method: 'GET',
  path: '/api/view-choices',
  auth: 'session',
  rate: 'read',
  response: z.object({ items: z.array(viewChoice) }),
  problems: [],
})

/** Keeps the view of a sender, in place of another; of more than 500 senders the one chosen longest ago is forgotten. */
export const chooseView = endpoint({
  name: 'choose-view',
  method: 'POST',
  path: '/api/view-choices',
  auth: 'session',
  rate: 'write',
  body: viewChoice,
  response: 'empty',
  problems: [],
})

/** Leaves the view of a sender to the check again; one that is not kept is no failure. */
export const forgetView = endpoint({
  name: 'forget-view',
  method: 'POST',
  path: '/api/view-choices/forget',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ sender }),
  response: 'empty',
  problems: [],
})
