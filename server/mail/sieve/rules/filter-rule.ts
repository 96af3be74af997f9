import type { Filter, FilterAction, FilterCondition } from '#contract/filters.ts'
import { folderOf } from '../../reference-ids.ts'
import { literalPattern, type WrittenCommand, type WrittenTest } from '../language/index.ts'

/** Without these of the server there are no filters. */
export const filterNeeds = ['fileinto', 'copy', 'imap4flags'] as const

/** Without these a condition cannot be tested. */
export const conditionNeeds = { body: 'body', attachment: 'mime' } as const

/**
 * A filter as one command; one that is off holds nothing that could run. `return` ends our rules only, so the person's own script
 * still runs (RFC 6609, 3.3). A folder that is gone makes the server keep the message in the inbox (RFC 5228, 2.10.6).
 *
 * @throws Problem `folder-gone` for an id of no folder
 */
export function filterCommand({ isOn, needs, conditions, actions, stops }: Filter): WrittenCommand {
  if (!isOn) return { name: 'if', test: { name: 'false' }, block: [] }
  return {
    name: 'if',
    test: { name: needs === 'all' ? 'allof' : 'anyof', tests: conditions.map(testOf) },
    // What is marked is what is filed or kept afterwards.
    block: [...marks(actions), ...actions.flatMap(filing), ...(stops ? [{ name: 'return' }] : [])],
  }
}

function testOf(condition: FilterCondition): WrittenTest {
  switch (condition.on) {
    case 'from':
    case 'to':
    case 'cc':
    case 'recipient':
      return addressTest(addressFields[condition.on], condition)
    case 'subject':
      return textTest('header', ['Subject'], condition)
    case 'header':
      return textTest('header', [condition.name], condition)
    case 'body':
      return negated(condition.how, { name: 'body', tags: { text: true, contains: true }, values: [condition.value] })
    case 'list':
      return { name: 'header', tags: { contains: true }, values: ['List-Id', `<${condition.value}>`] }
    case 'size':
      return { name: 'size', tags: { [condition.how]: condition.kilobytes * 1024 } }
    case 'attachment':
      return {
        name: 'header',
        tags: { mime: true, anychild: true, contains: true },
        values: ['Content-Disposition', 'attachment'],
      }
    case 'junk':
      return { name: 'header', tags: { contains: true }, values: [['X-Spam-Flag', 'X-Spam'], 'yes'] }
  }
}

const addressFields = { from: ['From'], to: ['To'], cc: ['Cc'], recipient: ['To', 'Cc', 'Bcc'] } as const

interface Match {
  how: 'contains' | 'contains-not' | 'is' | 'begins' | 'ends'
  value: string
}

/** What is contained may be in the name as well; the rest is about the address alone. */
function addressTest(fields: readonly string[], { how, value }: { how: Match['how'] | 'domain'; value: string }) {
  if (how === 'domain') return { name: 'address', tags: { domain: true, is: true } as const, values: [fields, value] }
  return textTest(how.startsWith('contains') ? 'header' : 'address', fields, { how, value })
}

function textTest(name: 'header' | 'address', fields: readonly string[], { how, value }: Match): WrittenTest {
  const tags = name === 'address' ? { all: true as const } : {}
  if (how === 'is') return { name, tags: { ...tags, is: true }, values: [fields, value] }
  if (how === 'begins') return { name, tags: { ...tags, matches: true }, values: [fields, `${literalPattern(value)}*`] }
  if (how === 'ends') return { name, tags: { ...tags, matches: true }, values: [fields, `*${literalPattern(value)}`] }
  return negated(how, { name, tags: { ...tags, contains: true }, values: [fields, value] })
}

const negated = (how: 'contains' | 'contains-not', test: WrittenTest): WrittenTest =>
  how === 'contains' ? test : { name: 'not', tests: [test] }

function marks(actions: readonly FilterAction[]): WrittenCommand[] {
  const flags = actions.flatMap((action) => {
    if (action.do === 'label') return [action.keyword]
    if (action.do === 'flag') return ['\\Flagged']
    return action.do === 'mark-read' ? ['\\Seen'] : []
  })
  return flags.length > 0 ? [{ name: 'addflag', values: [flags] }] : []
}

function filing(action: FilterAction): WrittenCommand[] {
  if (action.do === 'discard') return [{ name: 'discard' }]
  if (action.do === 'move') return [{ name: 'fileinto', values: [folderOf(action.folderId)] }]
  if (action.do === 'copy') return [{ name: 'fileinto', tags: { copy: true }, values: [folderOf(action.folderId)] }]
  return []
}
