/** Kinds of what is asked about before sending, in the order they are asked; "do not ask again" is kept by them. */
export const sendingChecks = [
  'subject',
  'attachment',
  'mark',
  'sender',
  'everyone',
  'visible',
  'heading',
  'list',
  'link',
  'tableHeader',
  'picture',
] as const
export type SendingCheck = (typeof sendingChecks)[number]
