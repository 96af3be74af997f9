import type { Filter, FilterCondition, SingleCondition } from '#contract/filters.ts'
import {
  nameOf,
  numberIn,
  stringsIn,
  type Test,
  understand,
  type Understood,
  type WrittenTest,
} from '../../language/index.ts'
import { type Key, keysOf, knownTags, spelled, textConditions } from './foreign-match.ts'

/** What was understood of a test, and that written as a test again: where tokens are missing there, something was not understood. */
interface Read {
  needs: Filter['needs']
  conditions: SingleCondition[]
  written: WrittenTest
}

export interface ReadTest extends Pick<Filter, 'needs' | 'conditions'> {
  written: WrittenTest
}

/** A test as the conditions of a filter; null where filters have none like it. */
export function readTest(test: Test): ReadTest | null {
  const needs = needsOf(test)
  if (needs === null) return readOne(test)
  const read = test.tests.map((each) => readGroup(each))
  if (!read.every((each) => each !== null)) return null
  return {
    needs,
    conditions: read.flatMap((each) => flattened(each, needs)),
    written: { name: needsName(needs), tests: read.map(({ written }) => written) },
  }
}

const needsName = (needs: Filter['needs']) => (needs === 'all' ? 'allof' : 'anyof')

function needsOf({ name }: Test): Filter['needs'] | null {
  const isList = { allof: 'all', anyof: 'any' } as const
  const key = nameOf(name)
  return key === 'allof' || key === 'anyof' ? isList[key] : null
}

/** Several that count as one, where they cannot stand beside the others. */
function flattened({ needs, conditions }: Read, around: Filter['needs']): FilterCondition[] {
  return needs === around || conditions.length === 1 ? conditions : [{ on: 'group', needs, conditions }]
}

/** Groups hold no groups. */
function readGroup(test: Test): Read | null {
  const needs = needsOf(test)
  if (needs === null) return readOne(test)
  const read = test.tests.map((each) => readOne(each))
  if (!read.every((each) => each !== null)) return null
  if (read.some((each) => each.needs !== needs && each.conditions.length > 1)) return null
  return {
    ...{ needs, conditions: read.flatMap(({ conditions }) => conditions) },
    written: { name: needsName(needs), tests: read.map(({ written }) => written) },
  }
}

function readOne(test: Test): Read | null {
  const name = nameOf(test.name)
  if (name === 'not') {
    const [inner] = test.tests
    const read = inner ? readOne(inner) : null
    const conditions = read?.conditions.map(denied) ?? []
    if (!read || read.needs === 'all' || !conditions.every((each) => each !== null)) return null
    return { needs: 'all', conditions, written: { name, tests: [read.written] } }
  }
  const understood = understand(test)
  const read = understood ? readers[name]?.(understood) : null
  if (!read?.conditions) return null
  const { conditions, ...written } = read
  return { needs: 'any', conditions, written: { name, ...written } }
}

function denied(condition: SingleCondition): SingleCondition | null {
  return 'how' in condition && condition.how === 'contains' ? { ...condition, how: 'contains-not' } : null
}

type Reader = (test: Understood) => (Omit<WrittenTest, 'name'> & { conditions: SingleCondition[] | null }) | null

const matching = ['is', 'contains', 'matches']

const readers: Readonly<Record<string, Reader>> = {
  header: (test) => textTest(test, matching, headerCondition),
  address: (test) => {
    const isDomain = test.tags.has('domain')
    return textTest(test, [...matching, 'all', 'domain'], (field, key) => addressCondition(field, key, isDomain))
  },
  size: ({ tags, values }) => {
    const bytes = numberIn(values.get('limit')?.value)
    const how = tags.has('over') ? 'over' : 'under'
    if (bytes === null || bytes % 1024 !== 0) return null
    return { tags: { [how]: true }, values: [bytes], conditions: [{ on: 'size', how, kilobytes: bytes / 1024 }] }
  },
  body: (test) => {
    const argument = [...test.values.values()][0]?.value
    const keys = keysOf(test, stringsIn(argument)) ?? []
    const conditions = keys.map(({ value }): SingleCondition => ({ on: 'body', how: 'contains', value }))
    const values = [
      spelled(
        argument,
        keys.map(({ written }) => written),
      ),
    ]
    return test.tags.has('contains') ? { tags: knownTags(test, ['contains', 'text']), values, conditions } : null
  },
}

function textTest(
  test: Understood,
  tags: readonly string[],
  make: (field: string, key: Key) => SingleCondition | null,
): ReturnType<Reader> {
  const [fields, keys] = [...test.values.values()].map(({ value }) => value)
  const [fieldNames, read] = [stringsIn(fields), keysOf(test, stringsIn(keys))]
  if (read === null) return null
  const written = spelled(
    keys,
    read.map((key) => key.written),
  )
  return {
    ...{ tags: knownTags(test, tags), values: [spelled(fields, fieldNames), written] },
    conditions: textConditions(fieldNames, read, make),
  }
}

/** A name that may stand in the field as well is searched for in all of it, as filters do. */
function headerCondition(field: string, { how, value }: Key): SingleCondition | null {
  const on = field.toLowerCase()
  if (on === 'subject') return { on, how, value }
  if (how === 'contains' && isAddressField(on)) return { on, how, value }
  const [, list] = on === 'list-id' && how === 'contains' ? (/^<([^<>]+)>$/.exec(value) ?? []) : []
  if (list !== undefined) return { on: 'list', value: list }
  return on === 'recipient' ? null : { on: 'header', name: field, how, value }
}

function addressCondition(field: string, { how, value }: Key, isDomain: boolean): SingleCondition | null {
  const on = field.toLowerCase()
  if (!isAddressField(on) || (isDomain ? how !== 'is' : how === 'contains')) return null
  return { on, how: isDomain ? 'domain' : how, value }
}

const isAddressField = (on: string): on is 'from' | 'to' | 'cc' | 'recipient' =>
  ['from', 'to', 'cc', 'recipient'].includes(on)
