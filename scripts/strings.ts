// `npm run strings`: every message the client uses exists in every locale, with the same placeholders, and nothing is left over.
import { globSync, readFileSync } from 'node:fs'
import { problems } from '#contract/problem.ts'
import { compareCatalogues, readCatalogues } from './strings/catalogue.ts'
import { idleAllowances, pointingFaults } from './strings/pointing-words.ts'
import { compareUsage, problemUsages, readUsages } from './strings/usage.ts'

const reference = 'en'
const catalogues = readCatalogues('client/i18n/messages')
const keys = new Set(catalogues.get(reference)?.keys())
const areas = new Set([...keys].map((key) => key.slice(0, key.indexOf('.'))))
const files = globSync('client/**/*.{ts,vue}').filter((file) => !/\.test\.ts$|\/testing\/|\/messages\//.test(file))

/** Messages with a pointing word that point at nothing by it: key → why it is all right. */
const allowed = JSON.parse(
  readFileSync(new URL('strings/allowed-pointing-words.json', import.meta.url), 'utf8'),
) as Record<string, string>

const faults = [
  ...compareCatalogues(catalogues, reference),
  ...compareUsage([...readUsages(files, areas), ...problemUsages(Object.keys(problems))], keys),
  ...[...catalogues].flatMap(([locale, catalogue]) => pointingFaults(locale, catalogue, allowed)),
  ...idleAllowances(catalogues, allowed),
]
for (const fault of faults) console.log(fault)
if (faults.length > 0 || keys.size === 0) process.exitCode = 1
else console.log(`${keys.size} messages in ${catalogues.size} locales`)
