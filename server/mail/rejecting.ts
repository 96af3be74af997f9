import type { Filter, SingleCondition } from '#contract/filters.ts'

/** Of mailing lists (RFC 2369, RFC 2919). */
export const listFields = ['List-Id', 'List-Post', 'List-Help', 'List-Unsubscribe'] as const
/** In addresses at which nobody reads. */
export const unreadAt = ['noreply', 'no-reply', 'no_reply', 'donotreply', 'do-not-reply', 'do_not_reply'] as const

const header = (name: string, value: string): SingleCondition => ({ on: 'header', name, how: 'contains', value })

/**
 * What no filter rejects, as conditions of which any is enough: nobody is there who could mend it, or it would come back to the
 * person. `sieve/rules/reject-rule.ts` writes the same for the mail server, which knows the envelope where a stored message has
 * Return-Path (RFC 5321, 4.4).
 */
export const sparedFromRejecting = (own: readonly string[]): Pick<Filter, 'needs' | 'conditions'> => ({
  needs: 'any',
  conditions: [
    { on: 'junk' },
    ...listFields.map((name) => header(name, '')),
    ...['list', 'bulk', 'junk'].map((value) => header('Precedence', value)),
    header('Auto-Submitted', 'auto-'),
    ...own.flatMap((value): SingleCondition[] => [
      { on: 'from', how: 'is', value },
      header('Return-Path', `<${value}>`),
    ]),
    ...['<>', ...unreadAt].map((value) => header('Return-Path', value)),
  ],
})
