/** Kinds of what is asked about before sending, in the order they are asked; "do not ask again" is kept by them. */
export const sendingChecks = [
  'subject',
  'attachment',
  'mark',
  'sender',
  'everyone',
  'outside',
  'visible',
  'plainText',
  'colour',
  'heading',
  'list',
  'link',
  'tableHeader',
  'tableLength',
  'picture',
] as const
export type SendingCheck = (typeof sendingChecks)[number]

/** Those about what keeps some readers from what is meant: asked about for whoever needs accessible content, silenced or not. */
export const accessibilityChecks: ReadonlySet<SendingCheck> = new Set([
  ...(['colour', 'heading', 'list', 'link', 'tableHeader', 'tableLength', 'picture'] as const),
])
