import type { FullMessage } from './mail-account.ts'

/** A message inside a message, as its own header and parts say. */
export type NestedMessage = Pick<
  FullMessage,
  'from' | 'sender' | 'replyTo' | 'to' | 'cc' | 'subject' | 'sentAtMs' | 'text' | 'html' | 'attachments' | 'protection'
>
