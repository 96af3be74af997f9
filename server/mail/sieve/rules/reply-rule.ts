import { createHash } from 'node:crypto'
import { isReplyField, type ReplyField, replyFieldsIn } from '#contract/reply-words.ts'
import { piecesOf } from '#contract/template-marks.ts'
import type { Text, WrittenCommand, WrittenTest } from '../language/index.ts'
import { toPeople } from './sender-kinds.ts'
import type { Surroundings } from './surroundings.ts'

/** Without these of the server filters do not answer. */
export const replyNeeds = ['vacation', 'envelope', 'variables'] as const

const answered = 'curbcut_answered'

/** Stands after each answer, since a server fails at a second one to the same message (RFC 5230, 4.7). */
export const noteAnswered: WrittenCommand = { name: 'set', values: [answered, 'yes'] }

export const isUnanswered: WrittenTest = {
  name: 'not',
  tests: [{ name: 'string', tags: { is: true }, values: [{ template: `\${${answered}}` }, 'yes'] }],
}

/** Answers whoever wrote, where no rule before it has. */
export function replyCommand(text: string, { addresses }: Surroundings): WrittenCommand {
  const fields = replyFieldsIn(text)
  // One sender is told one thing once a day, whatever their messages are about (RFC 5230, 4.2).
  const handle = fields.length > 0 ? { handle: `curbcut-${hashOf(text)}` } : {}
  const filled: Text = {
    parts: piecesOf(text).map((piece) => (isReplyField(piece.field) ? holder(piece.field) : piece.text)),
  }
  return {
    name: 'if',
    test: { name: 'allof', tests: [isUnanswered, ...toPeople] },
    block: [
      ...fillings(fields),
      { name: 'vacation', tags: { days: 1, addresses, ...handle }, values: [fields.length > 0 ? filled : text] },
      noteAnswered,
    ],
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

const variables: Record<ReplyField, string> = {
  ...{ firstName: 'curbcut_first', name: 'curbcut_name', subject: 'curbcut_subject', date: 'curbcut_date' },
}
const holder = (field: ReplyField) => ({ variable: variables[field] })
const valueOf = (field: ReplyField): Text => ({ parts: [holder(field)] })

/** Remembers of the message what the answer says; `contract/reply-words.ts` says the same of it. */
function fillings(fields: readonly ReplyField[]): WrittenCommand[] {
  const asks = (...wanted: ReplyField[]) => fields.some((field) => wanted.includes(field))
  return [
    ...(asks('subject') ? [whenSo(headerLike('Subject', '*'), 'subject', '1')] : []),
    ...(asks('date') ? [whenSo(matches('currentdate', 'date', '*'), 'date', '1')] : []),
    ...(asks('name', 'firstName') ? nameFillings : []),
    ...(asks('firstName') ? firstNameFillings : []),
  ]
}

const matches = (name: string, ...values: string[]): WrittenTest => ({ name, tags: { matches: true }, values })
const headerLike = (field: string, pattern: string) => matches('header', field, pattern)
const not = (test: WrittenTest): WrittenTest => ({ name: 'not', tests: [test] })

function whenSo(test: WrittenTest, field: ReplyField, ...found: string[]): WrittenCommand {
  const value = { template: found.map((place) => `\${${place}}`).join('') }
  return { name: 'if', test, block: [{ name: 'set', values: [variables[field], value] }] }
}

/** A name stands before its address, in quotes or not (RFC 5322, 3.4); one that needs a backslash is none to write. */
const isPlain = not({ name: 'header', tags: { contains: true }, values: ['From', '\\'] })
const nameFillings: WrittenCommand[] = [
  whenSo(matches('address', 'From', '*'), 'name', '1'),
  whenSo({ name: 'allof', tests: [isPlain, headerLike('From', '"?*"*<*>')] }, 'name', '1', '2'),
  whenSo(
    { name: 'allof', tests: [isPlain, not(headerLike('From', '"*')), headerLike('From', '?* <*>')] },
    ...(['name', '1', '2'] as const),
  ),
]

/** "Lee, Ann" and "Ann Lee" are both Ann. */
const isLike = (pattern: string): WrittenTest => ({
  ...{ name: 'string', tags: { matches: true }, values: [valueOf('firstName'), pattern] },
})
const firstNameFillings: WrittenCommand[] = [
  { name: 'set', values: [variables.firstName, valueOf('name')] },
  whenSo(isLike('*, ?*'), 'firstName', '2', '3'),
  whenSo(isLike('*,*'), 'firstName', '1'),
  whenSo(isLike('* *'), 'firstName', '1'),
]
