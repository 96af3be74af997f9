import type * as z from 'zod'
import { configExamples } from './config-examples.ts'

/** One thing wrong with the configuration: the dotted key (empty for the file itself), why, and how it may look. */
export interface ConfigFault {
  key: string
  why: string
  example?: string
}

/** The configuration cannot be used. Its message is for the operator's eyes; the process then ends with exit code 2. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[]

  constructor(file: string, faults: readonly ConfigFault[]) {
    super([`The configuration in ${file} cannot be used:`, ...faults.map(describeFault)].join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

function describeFault({ key, why, example }: ConfigFault): string {
  const subject = key === '' ? '  - The file: ' : `  - ${key}: `
  return `${subject}${why}${example === undefined ? '' : `. Example: ${example}`}`
}

/** Turns schema issues into faults, one per key, unknown keys named one by one. */
export function describeIssues(error: z.ZodError): ConfigFault[] {
  return error.issues.flatMap((issue) => {
    const key = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      const why = `this key does not exist. Known here: ${keysIn(key).join(', ')}`
      return issue.keys.map((name) => ({ key: key === '' ? name : `${key}.${name}`, why }))
    }
    return [faultAt(key, whyOf(issue))]
  })
}

/** The keys that may stand in a section; in the file itself for an empty one. */
function keysIn(section: string): string[] {
  const start = section === '' ? '' : `${section.replace(/\.\d+/g, '')}.`
  const inside = Object.keys(configExamples).filter((key) => key.startsWith(start))
  return [...new Set(inside.map((key) => key.slice(start.length).split('.')[0] ?? ''))]
}

function whyOf(issue: z.core.$ZodIssue): string {
  const isMissing =
    issue.code === 'invalid_type' && issue.input === undefined && issue.message.includes('received undefined')
  return isMissing ? 'is missing' : issue.message.replace(/^Invalid input: /, '')
}

/** A fault with the example for its key. */
export function faultAt(key: string, why: string): ConfigFault {
  const plainKey = key.replace(/\.\d+/g, '')
  const example = configExamples[plainKey]
  return example === undefined ? { key, why } : { key, why, example: `${plainKey.split('.').at(-1)}: ${example}` }
}
