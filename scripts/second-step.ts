// `npm run second-step -- remove NAME`: for somebody who has lost their authenticator app and their recovery codes.
import { parseArgs } from 'node:util'
import { parseOrExplain } from '#platform/parse-or-explain.ts'
import { ConfigError } from '#server/config-problems.ts'
import { loadConfig } from '#server/config.ts'
import { forgetSecondStep } from '#server/sign-in/second-step/forget-second-step.ts'
import { openStorage } from '#server/storage/database.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'

const usage = `npm run second-step -- remove NAME --config FILE

  Takes away the second step of the one whom the mail servers know by NAME, at once and on every server.
  FILE is the configuration of the server. Make sure who is asking before.
`

const { values, positionals } = parseOrExplain(usage, () =>
  parseArgs({ allowPositionals: true, options: { config: { type: 'string' } } }),
)
const [command, name] = positionals

async function remove(user: string, file: string): Promise<string> {
  const { storage: place } = loadConfig(file)
  const storage = await openStorage(place.directory, place.postgres)
  try {
    const notes = new PersonNotes(storage.database, openSealer(place.directory))
    const wasThere = await forgetSecondStep(notes, user)
    return wasThere ? `${user} has no second step any more.` : `${user} has no second step.`
  } finally {
    await storage.close()
  }
}

if (command !== 'remove' || !name || !values.config) {
  console.error(usage)
  process.exitCode = 2
} else {
  try {
    console.log(await remove(name, values.config))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = error instanceof ConfigError ? 2 : 1
  }
}
