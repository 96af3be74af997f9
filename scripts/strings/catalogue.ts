import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Every message of one locale by its key: `messages/en/list.json` with `empty` is `list.empty`. */
export type Catalogue = Map<string, string>

/** The catalogues of `folder`, one subfolder a locale, one JSON file an area. */
export function readCatalogues(folder: string): Map<string, Catalogue> {
  const locales = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return new Map(locales.map(({ name }) => [name, readCatalogue(join(folder, name))]))
}

function readCatalogue(folder: string): Catalogue {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return new Map(
    files.flatMap((name) => flatten(basename(name, '.json'), JSON.parse(readFileSync(join(folder, name), 'utf8')))),
  )
}

export function flatten(prefix: string, messages: unknown): [string, string][] {
  if (typeof messages === 'string') return [[prefix, messages]]
  if (typeof messages !== 'object' || messages === null)
    throw new Error(`${prefix} is neither a text nor a group of texts`)
  return Object.entries(messages).flatMap(([key, value]) => flatten(`${prefix}.${key}`, value))
}

/** Faults between the locales: a key or a placeholder that one has and another lacks, and empty messages. */
export function compareCatalogues(catalogues: Map<string, Catalogue>, reference: string): string[] {
  const original = catalogues.get(reference)
  if (!original) return [`There is no catalogue for ${reference}`]
  return [...catalogues].flatMap(([locale, catalogue]) => [
    ...emptyMessages(locale, catalogue),
    ...(locale === reference ? [] : differences(original, catalogue, reference, locale)),
  ])
}

const emptyMessages = (locale: string, catalogue: Catalogue) =>
  [...catalogue].filter(([, message]) => message.trim() === '').map(([key]) => `${locale}: ${key} is empty`)

function differences(original: Catalogue, catalogue: Catalogue, reference: string, locale: string): string[] {
  const faults: string[] = []
  for (const [key, message] of original) {
    const translated = catalogue.get(key)
    if (translated === undefined) faults.push(`${locale}: ${key} is missing`)
    else if (placeholders(translated) !== placeholders(message))
      faults.push(
        `${locale}: ${key} has placeholders ${placeholders(translated)}, ${reference} has ${placeholders(message)}`,
      )
  }
  for (const key of catalogue.keys())
    if (!original.has(key)) faults.push(`${reference}: ${key} is missing, ${locale} has it`)
  return faults
}

/** The set of names in braces, sorted: `{count} {name}`. A plural form may leave one out, so forms are taken together. */
function placeholders(message: string): string {
  const names = [...message.matchAll(/\{([^{}']+)\}/g)].map(([text]) => text)
  return [...new Set(names)].sort().join(' ') || 'none'
}
