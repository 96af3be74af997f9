import { type Behaviour } from './behaviour.ts'
import { inConversations } from './in-conversations.ts'
import { inLists } from './in-lists.ts'
import { inMessages } from './in-messages.ts'
import { inSessions } from './in-sessions.ts'
import { inTheApp } from './in-the-app.ts'
import { inWriting } from './in-writing.ts'

/** What people do, and where the focus and the words are afterwards; docs/contributing/focus.md tells it in a table. */
export const behaviours: readonly Behaviour[] = [
  ...inLists,
  ...inMessages,
  ...inConversations,
  ...inWriting,
  ...inSessions,
  ...inTheApp,
]
