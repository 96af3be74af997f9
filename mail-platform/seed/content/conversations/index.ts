import type { Conversation } from '../../mail/conversation.ts'
import { archived } from './archived.ts'
import { county } from './county.ts'
import { enquiries } from './enquiries.ts'
import { everyday } from './everyday.ts'
import { footbridge } from './footbridge.ts'
import { listThreads } from './lists.ts'
import { notices } from './notices.ts'
import { office } from './office.ts'
import { ramps } from './ramps.ts'
import { roleMail } from './role-mailboxes.ts'
import { sentOnly } from './sent-only.ts'
import { streets } from './streets.ts'
import { thisWeek } from './this-week.ts'
import { website } from './website.ts'

export const conversations: readonly Conversation[] = [
  ...thisWeek,
  ...ramps,
  ...website,
  ...footbridge,
  ...streets,
  ...office,
  ...county,
  ...enquiries,
  ...listThreads,
  ...notices,
  ...everyday,
  ...archived,
  ...sentOnly,
  ...roleMail,
]
