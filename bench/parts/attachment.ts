import { type listMessages, type readMessage } from '#contract/messages.ts'
import { rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { collectGarbage, residentBytes } from '../instruments/garbage.ts'
import { timed } from '../instruments/turns.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const sizeBytes = 30_000_000
const times = 5
/** A small file so often that as many bytes go by: what memory they take does not hang on the size of the file. */
const smaller = 10
const sampleMs = 20
const folders = { large: 'Large files', small: 'Small files' } as const

/** A large file of a message on its way through the server. */
export const attachment: Part = {
  name: 'attachment',
  async measure(stage) {
    const floorMs = await prepare(stage)
    const visitor = await stage.visit(main)
    try {
      const small = await download(stage, visitor, folders.small, times * smaller)
      const large = await download(stage, visitor, folders.large, times)
      const name = 'Download of a file of 30 MB'
      const memory = { name: `${name}: memory the server takes more`, value: large.tookMb, unit: 'MB' } as const
      return [
        rowOf({ name, value: large.ms, unit: 'ms', floor: floorMs }, {}),
        rowOf({ ...memory, floor: small.tookMb }, { ratioAtMost: 1.3 }),
      ]
    } finally {
      visitor.close()
    }
  },
}

/** Puts the files into folders, and says in ms what fetching the large one raw takes. */
async function prepare(stage: Stage): Promise<number> {
  const raw = await stage.raw(main)
  for (const [folder, bytes] of [
    [folders.small, sizeBytes / smaller],
    [folders.large, sizeBytes],
  ] as const) {
    await raw.command(`CREATE "${folder}"`)
    await raw.append(`"${folder}"`, letter(bytes))
  }
  await raw.command(`SELECT "${folders.large}"`)
  const fetched: number[] = []
  for (let time = 0; time < times; time += 1) fetched.push(await timed(() => raw.command('FETCH 1 BODY.PEEK[2]')))
  raw.close()
  return median(fetched)
}

/** The first download gets the server to know its own code; that is no growth. */
async function download({ app }: Stage, visitor: Visitor, folder: string, count: number) {
  const path = await fileOf(visitor, folder)
  const pid = await app.serverPid()
  await visitor.drain(path)
  await collectGarbage(pid, app.serverLog)
  const before = residentBytes(pid)
  let most = before
  const sample = setInterval(() => (most = Math.max(most, residentBytes(pid))), sampleMs)
  const took: number[] = []
  try {
    for (let time = 0; time < count; time += 1) took.push(await timed(() => visitor.drain(path)))
  } finally {
    clearInterval(sample)
  }
  return { ms: median(took), tookMb: (most - before) / 1_000_000 }
}

async function fileOf(visitor: Visitor, folder: string): Promise<string> {
  const folderId = await visitor.folderId(folder)
  const { items } = await visitor.json<typeof listMessages>(`/api/folders/${folderId}/messages`)
  const { id, attachments } = await visitor.json<typeof readMessage>(`/api/messages/${items[0]?.id}`)
  return `/api/messages/${id}/parts/${attachments[0]?.partId}`
}

function letter(bytes: number): string {
  const line = `${Buffer.alloc(57, 'file').toString('base64')}\r\n`
  const type = 'Content-Type: application/octet-stream; name="large.bin"\r\nContent-Disposition: attachment'
  return [
    'Subject: A large file\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n',
    '--b\r\nContent-Type: text/plain\r\n\r\nHere it is.',
    `--b\r\n${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(Math.ceil(bytes / 57))}--b--\r\n`,
  ].join('\r\n')
}
