import type { ImapFlow } from 'imapflow'

/** The codes of imapflow for an answer over the bounds of `connect.ts`; the connection is over then. */
const codes = new Set(['TooManyTokens', 'LineTooLarge', 'LiteralTooLarge', 'ResponseTooLarge'])

/** Notes on the client itself what ended its connection: commands under way only hear that there is none any more. */
export function noteWhatEnds(client: ImapFlow): void {
  client.on('error', (error: Error) => {
    client.context ??= error
  })
}

/** Whether the connection was ended by an answer over the bounds. */
export function isTooLarge(error: unknown, client: ImapFlow): boolean {
  return [error, client.context].some((failure) =>
    codes.has((failure as { code?: string } | null | undefined)?.code ?? ''),
  )
}

/** A message's envelope or structure broke the connection; what did it has been noted, so trying again gets further. */
export class AnswerTooLarge extends Error {
  constructor(cause: unknown) {
    super('An answer was too large', { cause })
    this.name = 'AnswerTooLarge'
  }
}
