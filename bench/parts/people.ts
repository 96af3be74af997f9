import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type findPeople } from '#contract/people.ts'
import { person } from '#e2e/people.ts'
import { type LargeDirectory, startLargeDirectory } from '#platform/openldap/large/directory.ts'
import { largePerson } from '#platform/openldap/large/people.ts'
import { writeAppConfig } from '../../scripts/app-config.ts'
import { freePort } from '../../scripts/free-port.ts'
import { startServer } from '../../scripts/server-process.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { percentile } from '../figures/statistics.ts'
import { RawLdap } from '../instruments/raw-ldap.ts'
import { takeTurns } from '../instruments/turns.ts'
import { Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const sizes = [
  { people: 20_000, atMost: 60 },
  { people: 200_000, atMost: 150 },
]
const baseDn = 'dc=region,dc=example'
const names = 120

/** What is suggested while somebody types, in a directory of so many people, against raw LDAP that is asked for the same beginning. */
export const people: Part = {
  name: 'people',
  async measure(stage) {
    const rows: Row[] = []
    for (const { people, atMost } of sizes) {
      const large = await startLargeDirectory(stage.app.platform, { baseDn, people })
      try {
        rows.push(...(await typing(stage, large, people, atMost)))
      } finally {
        await large.stop()
      }
    }
    return rows
  },
}

async function typing(stage: Stage, { access }: LargeDirectory, people: number, atMost: number): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'bench-people-'))
  const port = await freePort()
  const otherDirectories = [{ ...access, name: 'Region', kind: 'internal' as const }]
  const limits = { readPerMinute: 100_000, searchPerMinute: 10_000 }
  const configFile = writeAppConfig(stage.app.platform, { directory: home, port, limits, otherDirectories })
  const url = `http://localhost:${port}`
  const server = await startServer({ configFile, url, logFile: join(home, 'server.log') })
  const raw = await RawLdap.open(access)
  try {
    const visitor = await Visitor.signIn(url, person(stage.app, main))
    const typed = beginnings(people)
    const took = await takeTurns(
      typed.length,
      (round) => visitor.json<typeof findPeople>(`/api/people?query=${encodeURIComponent(typed[round] ?? '')}`),
      (round) => raw.beginningWith(typed[round] ?? ''),
    )
    visitor.close()
    const row = (percent: number, target: Parameters<typeof rowOf>[1]) => {
      const name = `Suggestions among ${people.toLocaleString('en')} people, p${percent}`
      const [value, floor] = [percentile(took.app, percent), percentile(took.raw, percent)]
      return rowOf({ name, value, unit: 'ms', floor }, target)
    }
    return [row(50, {}), row(95, { atMost })]
  } finally {
    await raw.close()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** One letter, three, a first name, and one with the beginning of a surname; each is new to the server. */
function beginnings(people: number): string[] {
  const typed = Array.from({ length: names }, (_, at) => {
    const { givenName, surname } = largePerson(Math.floor((at * people) / names), 'region.example')
    const letters = `${givenName} ${surname}`
    return [letters.slice(0, 1), letters.slice(0, 3), givenName, letters.slice(0, givenName.length + 3)]
  })
  return [...new Set(typed.flat().map((text) => text.trim()))]
}
