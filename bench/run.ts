// `npm run bench`: every operation on a big inbox against raw IMAP on the same mailbox. See docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { elapsed } from '../scripts/elapsed.mjs'
import { replaceSection } from './docs-section.ts'
import { type Row } from './figures/row.ts'
import { markdownTable, textTable } from './figures/table.ts'
import { fillMailboxes } from './mailboxes.ts'
import { type Part } from './part.ts'
import { attachment } from './parts/attachment.ts'
import { bulk } from './parts/bulk.ts'
import { changes } from './parts/changes.ts'
import { conversations } from './parts/conversations.ts'
import { crowd } from './parts/crowd.ts'
import { firstView } from './parts/first-view.ts'
import { folders } from './parts/folders.ts'
import { listScreen } from './parts/list-screen.ts'
import { memory } from './parts/memory.ts'
import { monsters } from './parts/monsters.ts'
import { newMail } from './parts/new-mail.ts'
import { otherOrders } from './parts/orders.ts'
import { people } from './parts/people.ts'
import { reading } from './parts/reading.ts'
import { rules } from './parts/rules.ts'
import { search } from './parts/search.ts'
import { sharedMailboxes } from './parts/shared-mailboxes.ts'
import { sending } from './parts/sending.ts'
import { signIn } from './parts/sign-in.ts'
import { storage } from './parts/storage.ts'
import { windows } from './parts/windows.ts'
import { writing } from './parts/writing.ts'
import { startStage } from './stage.ts'
import { usage, wishOf, type Wish } from './wish.ts'

/** Those that change the mailbox most come last. */
const parts = [
  ...[
    windows,
    otherOrders,
    conversations,
    search,
    rules,
    signIn,
    firstView,
    listScreen,
    reading,
    attachment,
    monsters,
    writing,
    sending,
    folders,
    memory,
    newMail,
    storage,
    people,
    changes,
    crowd,
    sharedMailboxes,
  ],
  bulk,
]
const document = join(import.meta.dirname, '../docs/performance.md')
const began = performance.now()
const tell = (text: string) => console.log(`${elapsed(began)}  ${text}`)

const wish = readWish()
const conditions = describeConditions(wish)
const { rows, faults } = await measure(wish)
console.log(`\n${textTable(rows)}\n\n${conditions}`)
for (const fault of faults) console.log(fault)
if (wish.jsonFile !== null) writeFileSync(wish.jsonFile, `${JSON.stringify(rows, undefined, 2)}\n`)
if (wish.only.length === 0) {
  const text = [conditions, markdownTable(rows), ...faults].join('\n\n')
  writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), 'measured', text))
}
// Measurements pass no judgement on a build: whoever reads the table does.
process.exit()

function readWish(): Wish {
  try {
    return wishOf(
      process.argv.slice(2),
      parts.map(({ name }) => name),
    )
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
}

async function measure({ messages, only }: Wish): Promise<{ rows: Row[]; faults: string[] }> {
  const rows: Row[] = []
  const faults: string[] = []
  tell('starting the mail platform, the app and Chromium')
  const stage = await startStage()
  try {
    await fillMailboxes(stage, messages, tell)
    for (const part of parts.filter(({ name }) => only.length === 0 || only.includes(name))) {
      tell(part.name)
      await part.measure(stage).then(
        (measured) => {
          console.log(textTable(measured))
          rows.push(...measured)
        },
        (error: unknown) => faults.push(faultOf(part, error)),
      )
    }
  } finally {
    await stage.stop()
  }
  return { rows, faults }
}

/** One part that cannot be measured must not cost the others. */
function faultOf({ name }: Part, error: unknown): string {
  console.error(inspect(error))
  const [firstLine] = (error instanceof Error ? error.message : String(error)).split('\n')
  return `The part "${name}" could not be measured: ${firstLine}`
}

/** What somebody must know who compares these numbers with others. */
function describeConditions({ messages }: Wish): string {
  const cores = cpus().length
  const load = loadavg()[0] ?? 0
  const busy = load > cores / 2 ? ' **The machine was busy: these numbers are not valid.**' : ''
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, ${messages.toLocaleString('en')} messages, ${cores} cores, load before the run ${load.toFixed(1)}.${busy}`
}
