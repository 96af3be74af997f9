import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { connectImap } from '#platform/dovecot/connect.ts'
import { importMessages } from '#platform/dovecot/import.ts'
import { openPlatform, type Platform } from '#platform/platform.ts'
import { parseOrExplain } from '../parse-or-explain.ts'
import { largeMailbox } from './large-mailbox.ts'

const usage = `npm run seed -- --messages NUMBER [--person ada] [--folder Large] [--directory DIRECTORY]

  Adds a large folder to the mailbox of one of the demo people, while the platform runs (npm start, or
  npm run platform -- start). Messages are written oldest first, about 40 a day, up to now.
`

interface Wish {
  messages: number
  person: string
  folder: string
  directory: string
}

function wishOf(): Wish {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '' },
      person: { type: 'string', default: 'ada' },
      folder: { type: 'string', default: 'Large' },
      directory: { type: 'string', default: fileURLToPath(new URL('../../var/platform', import.meta.url)) },
    },
  })
  const messages = Number(values.messages)
  if (!Number.isSafeInteger(messages) || messages < 1) {
    throw new TypeError(
      `--messages is a whole number from 1, for example --messages 100000; "${values.messages}" is not.`,
    )
  }
  return { messages, person: values.person, folder: values.folder, directory: values.directory }
}

const seconds = (sinceMs: number) => `${((Date.now() - sinceMs) / 1000).toFixed(0)} s`

/**
 * Reads once what a message list reads. The platform puts header fields and structure into the index as messages are
 * stored (100,000 sort by date in half a second right after); this proves it and leaves the index files in memory.
 */
async function warmIndexes(platform: Platform, uid: string, folder: string): Promise<number> {
  const client = await connectImap(platform, uid)
  try {
    const { exists } = await client.mailboxOpen(folder, { readOnly: true })
    const newest = `${Math.max(1, exists - 199)}:*`
    await client.fetchAll(newest, { envelope: true, flags: true, bodyStructure: true, internalDate: true, size: true })
    await client.search({ seen: false }, { uid: true })
    return exists
  } finally {
    await client.logout()
  }
}

async function seedLarge({ messages, person, folder, directory }: Wish): Promise<void> {
  const platform = openPlatform(directory)
  if (!platform) throw new Error(`No mail platform runs in ${directory}. Start it with npm start, then try again.`)
  const owner = platform.people.find(({ uid }) => uid === person)
  if (!owner)
    throw new Error(`"${person}" is nobody here. Choose from: ${platform.people.map(({ uid }) => uid).join(', ')}.`)
  const beganMs = Date.now()
  const tell = (count: number) => {
    if (count % 5_000 === 0 || count === messages) console.log(`${count} of ${messages} messages, ${seconds(beganMs)}`)
  }
  await importMessages(platform, person, folder, largeMailbox(messages, owner, new Date()), tell)
  console.log('Reading the newest messages once')
  const exists = await warmIndexes(platform, person, folder)
  console.log(`${folder} of ${owner.name} holds ${exists} messages now, ${seconds(beganMs)} in all.`)
}

await seedLarge(parseOrExplain(usage, wishOf)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
