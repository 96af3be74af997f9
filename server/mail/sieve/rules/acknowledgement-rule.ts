import type { Acknowledgement } from '#contract/acknowledgement.ts'
import type { WrittenCommand } from '../language/index.ts'
import { isUnanswered, noteAnswered } from './reply-rule.ts'
import { toPeople } from './sender-kinds.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * An acknowledgement as one command, for whom no out of office has answered. What it has answered is known by its handle
 * (RFC 5230, 4.2), so that nobody gets another within the days because its words were changed.
 */
export function acknowledgementCommand(
  { isOn, text, daysBetween }: Acknowledgement,
  { addresses }: Surroundings,
): WrittenCommand {
  if (!isOn) return { name: 'if', test: { name: 'false' }, block: [] }
  return {
    name: 'if',
    test: { name: 'allof', tests: [isUnanswered, ...toPeople] },
    block: [
      { name: 'vacation', tags: { days: daysBetween, addresses, handle: 'curbcut-acknowledgement' }, values: [text] },
      noteAnswered,
    ],
  }
}
