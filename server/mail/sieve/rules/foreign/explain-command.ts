import type { ForeignDeed, ForeignLook } from '#contract/foreign-rules.ts'
import { type Command, commandsOf, nameOf, stringsIn, type Test, understand } from '../../language/index.ts'

const most = 20

/** What a command does and looks at, with all in its blocks, each once. */
export function explain(command: Command): { deeds: ForeignDeed[]; looks: ForeignLook[] } {
  const deeds: ForeignDeed[] = []
  const looks: ForeignLook[] = []
  collect(command, deeds, looks)
  return { deeds: once(deeds), looks: once(looks) }
}

const once = <Said extends { what: string; value: string }>(all: readonly Said[]): Said[] =>
  [...new Map(all.map((each) => [`${each.what} ${each.value}`, each])).values()].slice(0, most)

function collect(command: Command, deeds: ForeignDeed[], looks: ForeignLook[]): void {
  for (const test of command.tests) lookAt(test, looks)
  if (command.block) for (const inner of commandsOf(command.block)) collect(inner, deeds, looks)
  else deeds.push(...deedsOf(command))
}

function deedsOf(command: Command): ForeignDeed[] {
  const name = nameOf(command.name)
  const { tags, values } = understand(command) ?? {}
  const last = stringsIn([...(values?.values() ?? [])].at(-1)?.value)
  const copies = tags?.has('copy') === true
  const about = (what: ForeignDeed['what'], texts: readonly string[] = ['']) =>
    texts.map((text) => ({ what, value: text.slice(0, 200) }))
  if (name === 'fileinto') return about(copies ? 'copy' : 'move', last)
  if (name === 'redirect') return about(copies ? 'forward-copy' : 'forward', last)
  if (['addflag', 'setflag', 'removeflag'].includes(name)) return about('mark', last)
  const what = plainDeeds[name]
  return what ? about(what) : about('other', [name])
}

const plainDeeds: Readonly<Record<string, ForeignDeed['what']>> = {
  ...{ vacation: 'reply', reject: 'reject', ereject: 'reject', discard: 'discard', keep: 'keep', stop: 'stop' },
  ...{ return: 'stop', notify: 'notify' },
}

function lookAt(test: Test, looks: ForeignLook[]): void {
  for (const inner of test.tests) lookAt(inner, looks)
  const name = nameOf(test.name)
  if (['allof', 'anyof', 'not', 'false'].includes(name)) return
  if (['header', 'address', 'exists', 'date'].includes(name)) {
    const fields = stringsIn([...(understand(test)?.values.values() ?? [])][0]?.value)
    looks.push(...fields.map((field) => ({ what: 'field' as const, value: field.slice(0, 200) })))
  } else looks.push({ what: plainLooks[name] ?? 'other', value: plainLooks[name] ? '' : name })
}

const plainLooks: Readonly<Record<string, ForeignLook['what']>> = {
  ...{ envelope: 'envelope', size: 'size', body: 'text', currentdate: 'date', true: 'always' },
}
