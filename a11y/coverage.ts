import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fault, type Finding } from './engines/findings.ts'
import { type Report } from './report.ts'
import { type State } from './visit.ts'

const client = join(import.meta.dirname, '../client')

/** Every widget stands in the gallery, and every screen in some state: a new one without a check fails here. */
export async function checkCoverage(report: Report, states: readonly State[]): Promise<void> {
  await report.add('every widget has examples, criteria and a test', widgetsWithout())
  await report.add('every screen is in some state', screensWithout(states))
  await report.add('there are at least 25 states, no two of one name', tooFew(states))
}

/** A folder with a component of its own name in it is a widget. */
function widgetsWithout(): Finding[] {
  const folder = join(client, 'ui')
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const component = pascalCase(name)
      if (!existsSync(join(folder, name, `${component}.vue`))) return []
      return [`${component}.examples.ts`, 'criteria.md', `${component}.test.ts`]
        .filter((file) => !existsSync(join(folder, name, file)))
        .map((file) => fault('coverage', `client/ui/${name}/${file} is missing`))
    })
}

function pascalCase(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_whole, _dash, letter: string) => letter.toUpperCase())
}

function screensWithout(states: readonly State[]): Finding[] {
  const shown = new Set(states.flatMap(({ screens }) => screens))
  return readdirSync(join(client, 'screens'))
    .filter((name) => name.endsWith('.vue'))
    .map((name) => name.slice(0, -'.vue'.length))
    .filter((name) => !shown.has(name))
    .map((name) => fault('coverage', `no state shows client/screens/${name}.vue`))
}

function tooFew(states: readonly State[]): Finding[] {
  const names = new Set(states.map(({ name }) => name))
  if (names.size < states.length) return [fault('coverage', 'two states have one name')]
  return names.size >= 25 ? [] : [fault('coverage', `only ${names.size} states`)]
}
