import type {
  AttachmentKind,
  Filter,
  FilterAction,
  FilterCondition,
  FiltersState,
  SingleCondition,
} from '#contract/filters.ts'
import { attachmentKinds } from '../../attachment-kinds.ts'
import { type KnownCondition, nobodyKnown, peopleOf, withoutOwn } from '../../known-senders.ts'
import { folderOf } from '../../reference-ids.ts'
import { literalPattern, type WrittenCommand, type WrittenTest } from '../language/index.ts'
import { noteDone, rejectCommand } from './reject-rule.ts'
import { replyCommand } from './reply-rule.ts'
import { junkTest } from './sender-kinds.ts'
import type { Surroundings } from './surroundings.ts'
import { isWaiting } from './waiting-targets.ts'
import { withinDays, withinHours } from './weekly-hours.ts'

/** Without these of the server there are no filters. */
export const filterNeeds = ['fileinto', 'copy', 'imap4flags'] as const

/** Without these a condition cannot be tested. */
export const conditionNeeds = {
  ...{ body: ['body'], attachment: ['mime'], 'attachment-name': ['mime'], 'attachment-type': ['mime'] },
  ...{ arrival: ['date', 'relational'], 'arrival-days': ['date', 'relational'] },
  ...{ 'group-member': [], 'recipient-group-member': [] },
} as const satisfies Record<FiltersState['missing'][number], readonly string[]>

/**
 * A filter as one command; one that is off holds nothing that could run. `return` ends our rules only, so the person's own script
 * still runs (RFC 6609, 3.3). A folder that is gone makes the server keep the message in the inbox (RFC 5228, 2.10.6).
 *
 * @param waiting what is not forwarded to yet
 * @throws Problem `folder-gone` for an id of no folder
 */
export function filterCommand(
  filter: Filter,
  surroundings: Surroundings,
  waiting: readonly string[] = [],
): WrittenCommand {
  const { isOn, needs, conditions, stops } = filter
  const actions = filter.actions.filter((action) => action.do !== 'forward' || !isWaiting(action.address, waiting))
  if (!isOn) return { name: 'if', test: { name: 'false' }, block: [] }
  return {
    name: 'if',
    test: allOrAny(needs, conditions, surroundings),
    // What is marked is what is filed or kept afterwards.
    block: [
      ...marks(actions),
      ...actions.flatMap((action) => [...filing(action), ...sending(action, surroundings)]),
      ...(surroundings.someReject && filter.actions.some(delivers) ? [noteDone] : []),
      ...(stops ? [{ name: 'return' }] : []),
    ],
  }
}

/** What was done with a message that can then not be rejected. */
const delivers = ({ do: deed }: FilterAction) => ['move', 'copy', 'forward', 'reply'].includes(deed)

const allOrAny = (
  needs: Filter['needs'],
  conditions: readonly FilterCondition[],
  around: Surroundings,
): WrittenTest => ({
  name: needs === 'all' ? 'allof' : 'anyof',
  tests: conditions.map((each) =>
    each.on === 'group' ? allOrAny(each.needs, each.conditions, around) : testOf(each, around),
  ),
})

function testOf(condition: SingleCondition, around: Surroundings): WrittenTest {
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
    case 'attachment-name':
      return fileNameTest(condition)
    case 'attachment-type':
      return isOrNot(condition.how, kindTest(condition.kind))
    case 'arrival':
      return isOrNot(condition.how === 'within' ? 'is' : 'is-not', withinHours(condition.weekly, new Date()))
    case 'arrival-days':
      return isOrNot(condition.how === 'within' ? 'is' : 'is-not', withinDays(condition.days))
    case 'contact':
    case 'group-member':
      return isOrNot(condition.how, namesOneOf(addressFields.from, someOf(condition, around)))
    case 'recipient-contact':
    case 'recipient-group-member':
      return isOrNot(condition.how, namesOneOf(addressFields.recipient, othersOf(condition, around)))
    case 'junk':
      return junkTest
    case 'spam-score':
      return { name: 'header', tags: { contains: true }, values: ['X-Spam-Level', '*'.repeat(condition.atLeast)] }
  }
}

const isOrNot = (how: 'is' | 'is-not', test: WrittenTest): WrittenTest =>
  how === 'is' ? test : { name: 'not', tests: [test] }

/** Written as they were looked up: a server knows nobody's contacts (RFC 6134 would need a list that it keeps). */
const namesOneOf = (fields: readonly string[], people: readonly string[]): WrittenTest =>
  people.length === 0 ? { name: 'false' } : { name: 'address', tags: { all: true, is: true }, values: [fields, people] }

const someOf = (condition: KnownCondition, { known = nobodyKnown }: Surroundings) => peopleOf(condition, known)
const othersOf = (condition: KnownCondition, around: Surroundings) =>
  withoutOwn(someOf(condition, around), around.addresses)

/** The type stands in the header of each part (RFC 5703, 4.2). */
function kindTest(kind: AttachmentKind): WrittenTest {
  const { types, endings } = attachmentKinds[kind]
  const inParts = { mime: true as const, anychild: true as const }
  const ofType = types.map((type): WrittenTest => {
    const [tag, value] = type.endsWith('/') ? ['type', type.slice(0, -1)] : ['contenttype', type]
    return { name: 'header', tags: { ...inParts, [tag]: true, is: true }, values: ['Content-Type', value] }
  })
  const ends = endings.map((ending) => `*${ending}`)
  const named = fileNameFields.map(({ param, field }): WrittenTest => ({
    ...{ name: 'header', tags: { ...inParts, param, matches: true }, values: [field, ends] },
  }))
  return { name: 'anyof', tests: [...ofType, ...named] }
}

const fileNameFields = [
  { param: 'filename', field: 'Content-Disposition' },
  { param: 'name', field: 'Content-Type' },
] as const

/** The name is a parameter of one field or the other (RFC 2183, 2.3; RFC 5703, 4.2). */
function fileNameTest({ how, value }: Match): WrittenTest {
  const tests = fileNameFields.map(({ param, field }) => {
    const test = textTest('header', [field], { how: how === 'contains-not' ? 'contains' : how, value })
    return { ...test, tags: { mime: true as const, anychild: true as const, param, ...test.tags } }
  })
  return how === 'contains-not' ? { name: 'not', tests: [{ name: 'anyof', tests }] } : { name: 'anyof', tests }
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

/** What leaves the mailbox, without any effect on where the message goes. */
function sending(action: FilterAction, surroundings: Surroundings): WrittenCommand[] {
  if (action.do === 'reply') return [replyCommand(action.text, surroundings)]
  if (action.do === 'reject') return [rejectCommand(action.text, surroundings)]
  if (action.do !== 'forward') return []
  const redirect = { name: 'redirect', tags: { copy: true as const }, values: [action.address] }
  return [{ name: 'if', test: { name: 'not', tests: [junkTest] }, block: [redirect] }]
}
