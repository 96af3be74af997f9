import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { inbox } from '#client/mail/testing/mailbox.ts'
import { isWriting } from '#client/mail/writes.ts'
import { type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { known, networkDoes, othersDo, personDoes, rowsOnScreen, startWork, type Work } from './testing/list-at-work.ts'

const seeds = 200
const steps = 40
/** On a machine that is busy with other things; it takes three seconds. */
const patience = { timeout: 120_000 }

describe('The list of a folder', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is what the server has, and moves no row under the reader, whatever overtakes what', patience, async () => {
    for (let seed = 0; seed < seeds; seed += 1) await walk(seed, 'newest')
  })

  it('is what the server has also in another order', patience, async () => {
    for (let seed = 0; seed < seeds; seed += 1) await walk(seed, 'subject')
  })
})

/** Some steps by chance, and then all that is on its way; a failure says the seed and how it came to it. */
async function walk(seed: number, order: 'newest' | 'subject'): Promise<void> {
  const work = startWork(seed, order)
  const story: string[] = []
  try {
    await takeSteps(work, story)
    await comeToRest(work, story)
    checkEnd(work)
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}\n${story.join('\n')}`, { cause: error })
  } finally {
    work.end()
    vi.clearAllTimers()
  }
}

async function settle(): Promise<void> {
  await turn()
  vi.advanceTimersByTime(1)
  await turn()
}

async function takeSteps(work: Work, story: string[]): Promise<void> {
  const { list } = work
  const isReading = () => work.view.isReading
  const screen = { at: 0 }
  let places = new Map<MessageId, number>()
  for (let step = 0; step < steps; step += 1) {
    const wasReading = isReading()
    const wasWriting = isWriting()
    const what = await takeStep(work, screen)
    await settle()
    void list.need(screen.at, screen.at + rowsOnScreen - 1)
    await settle()
    const { ids, waiting } = known()
    story.push(`${what}: ${ids.slice(0, 20).join(' ')} + ${waiting}`)
    checkOnce(ids)
    // What the person brings back comes where it was, and where the server has it, on top, when the list is next read.
    const isOwn = wasWriting || isWriting() || ids.some((id) => id.startsWith('moved-'))
    if (!wasReading || !isReading() || isOwn || what === letsIn) places = new Map()
    if (work.order === 'newest') checkPlaces(ids, places)
  }
}

const letsIn = 'lets in what waits'

async function takeStep(work: Work, screen: { at: number }): Promise<string> {
  const { chance, view, list } = work
  const dice = chance(25)
  if (dice < 6) return othersDo(work)
  if (dice < 16) return networkDoes(work)
  if (dice < 20) return personDoes(work, screen.at)
  if (dice < 22) {
    view.isInList = !view.isInList
    return view.isInList ? 'enters the list' : 'leaves the list'
  }
  if (dice === 22) {
    list.letWaitingIn()
    return letsIn
  }
  screen.at = chance(Math.max(known().total - rowsOnScreen, 1))
  return `scrolls to ${screen.at}`
}

async function comeToRest(work: Work, story: string[]): Promise<void> {
  const { list, held, told, atServer } = work
  const tell = async () => {
    while (held.length > 0 || told.hasNews) {
      const what = await networkDoes(work)
      await settle()
      story.push(`${what}: ${known().ids.slice(0, 20).join(' ')} + ${known().waiting}`)
      checkOnce(known().ids)
    }
  }
  await tell()
  expect(known().total + known().waiting, 'as many as the server has').toBe(atServer().length)
  list.letWaitingIn()
  for (let from = 0; from < known().total; from += 20) {
    void list.need(from, from + 20)
    await settle()
    await tell()
  }
}

function checkOnce(ids: readonly (MessageId | '.')[]): void {
  const rows = ids.filter((id) => id !== '.')
  expect(rows, 'each message once').toEqual([...new Set(rows)])
}

/** Rows go up where others have left, and never down. */
function checkPlaces(ids: readonly (MessageId | '.')[], places: Map<MessageId, number>): void {
  ids.forEach((id, place) => {
    if (id === '.') return
    expect(place, `${id} moved down`).toBeLessThanOrEqual(places.get(id) ?? place)
    places.set(id, place)
  })
}

function checkEnd({ atServer, unreadAtServer }: Work): void {
  const rows = mailboxCache().rowsOf(inbox)
  const words = ({ id, flags }: MessageSummary) => `${id} ${[...flags].sort().join('+')}`
  const mine = Array.from({ length: rows?.total ?? 0 }, (_, at) => rows?.rows.get(at)).map((row) => row && words(row))
  // What was brought back stands where it was, and at the server on top.
  const isBack = (row?: string) => row?.startsWith('moved-')
  const ordered = (rows: (string | undefined)[]) =>
    [...rows.filter((row) => !isBack(row)), ...rows.filter(isBack).sort()].join()
  expect(ordered(mine), 'the rows of the server').toBe(ordered(atServer().map(words)))
  expect(rows?.unread, 'unread').toBe(unreadAtServer())
  const folder = mailboxCache()
    .folders()
    .find(({ id }) => id === inbox)
  expect(folder, 'counts of the folder').toMatchObject({ total: atServer().length, unread: unreadAtServer() })
}
