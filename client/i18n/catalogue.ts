/** A message as written, or as the build compiles it: a tree whose nodes carry their kind as a number in `t` (or `type`, while testing). */
export type Message = string | { readonly t: number } | { readonly type: number }

/** Messages of one area as they stand in a file; groups may be nested. */
export interface AreaMessages {
  readonly [name: string]: Message | AreaMessages
}

/** Joins the files of one locale into one flat catalogue: `empty` in `messages/en/list.json` becomes the key `list.empty`. */
export function joinAreas(files: Record<string, AreaMessages>): Record<string, Message> {
  return Object.fromEntries(Object.entries(files).flatMap(([path, messages]) => flatten(messages, areaOf(path))))
}

/** The messages of one area, by their whole keys. */
export function areaCatalogue(area: string, messages: AreaMessages): Record<string, Message> {
  return Object.fromEntries(flatten(messages, area))
}

function flatten(messages: AreaMessages, prefix: string): [string, Message][] {
  return Object.entries(messages).flatMap(([name, value]) => {
    const key = `${prefix}.${name}`
    return isMessage(value) ? [[key, value] satisfies [string, Message]] : flatten(value, key)
  })
}

function isMessage(value: Message | AreaMessages): value is Message {
  if (typeof value === 'string') return true
  return ('t' in value && typeof value.t === 'number') || ('type' in value && typeof value.type === 'number')
}

function areaOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'))
}
