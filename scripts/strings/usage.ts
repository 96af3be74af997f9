import { readFileSync } from 'node:fs'

/** A key that the client names, or a pattern of keys when part of it is only known when it runs. */
export interface Usage {
  file: string
  key: string
  matches: (key: string) => boolean
}

/** Reads which messages the files use. A key counts wherever it stands in quotes and begins with an area's name. */
export function readUsages(files: readonly string[], areas: ReadonlySet<string>): Usage[] {
  return files.flatMap((file) => findUsages(file, readFileSync(file, 'utf8'), areas))
}

const quotedKey = /(['"`])([A-Za-z][\w-]*(?:\.(?:[\w-]|\$\{[^{}`]*\})+)+)\1/g

/** What stands before quotes that hold an expression of a template, or the name of an action. */
const notAMessage = /(?:\s[:@#][\w.:-]+=|\sv-[\w:.-]+=|\bid(?::\s*|=))$/

export function findUsages(file: string, source: string, areas: ReadonlySet<string>): Usage[] {
  const code = withoutComments(source)
  const keys = [...code.matchAll(quotedKey)]
    .filter(({ index }) => !notAMessage.test(code.slice(Math.max(index - 40, 0), index)))
    .map(([, , key = '']) => key)
  return [...new Set(keys)]
    .filter((key) => areas.has(key.slice(0, key.indexOf('.'))) && !isFileName(key))
    .map((key) => ({ file, key, matches: matcher(key) }))
}

/** Faults between the code and the catalogue: a key that has no message, a message that nothing uses. */
export function compareUsage(usages: readonly Usage[], keys: ReadonlySet<string>): string[] {
  const all = [...keys]
  const missing = usages
    .filter(({ matches }) => !all.some(matches))
    .map(({ file, key }) => `${file}: ${key} has no message`)
  const unused = all.filter((key) => !usages.some(({ matches }) => matches(key))).map((key) => `${key} is used nowhere`)
  return [...missing, ...unused]
}

function matcher(key: string): (candidate: string) => boolean {
  if (!key.includes('${')) return (candidate) => candidate === key
  const parts = key.split(/\$\{[^{}]*\}/).map((part) => part.replaceAll('.', '\\.'))
  const pattern = new RegExp(`^${parts.join('[\\w-]+')}$`)
  return (candidate) => pattern.test(candidate)
}

const isFileName = (key: string) => /\.(?:ts|vue|css|json|svg|html|js)$/.test(key)

const withoutComments = (source: string) =>
  source.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '').replace(/(^|\s)\/\/.*$/gm, '')

/** Every problem the server can answer has its sentence at `problems.<type>`, whether or not the code names it. */
export function problemUsages(types: readonly string[]): Usage[] {
  return types
    .map((type) => `problems.${type}`)
    .map((key) => ({ file: 'contract/problem.ts', key, matches: (candidate) => candidate === key }))
}
