import { type readFilters } from '#contract/filters.ts'
import { wordsOf } from '#e2e/words.ts'
import { rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { openInbox } from '../instruments/mail-page.ts'
import { RawManageSieve } from '../instruments/raw-manage-sieve.ts'
import { sight, untilShown } from '../instruments/screen-clock.ts'
import { timed } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const rounds = 7
const most = 200

/** Filters as the mail server keeps them, and what one of them would catch among 500 messages. */
export const rules: Part = {
  name: 'rules',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const read = () => visitor.json<typeof readFilters>('/api/filters')
    const save = async (filters: object[]) => {
      const { version } = await read()
      return timed(() => visitor.post('/api/filters', { filters, version }))
    }
    const times = async (work: () => Promise<number>) => {
      const found: number[] = []
      for (let round = 0; round < rounds; round += 1) found.push(await work())
      return median(found)
    }
    try {
      const folderId = await visitor.folderId('INBOX')
      const all = Array.from({ length: most }, (_, index) => filterAbout(`word${index}`))
      const saving = await times(() => save(all))
      const floor = await times(() => timed(() => saveByHand(stage)))
      const reading = await times(() => timed(read))
      const opening = await times(() => openPage(stage))
      const filter = { needs: 'any', conditions: [...filterAbout('report').conditions, bodyWith('permit')] }
      const trying = await times(() => timed(() => visitor.post('/api/filters/try', { filter, folderId, offset: 0 })))
      return [
        rowOf({ name: '200 filters, read', value: reading, unit: 'ms' }, { atMost: 300 }),
        rowOf({ name: '200 filters, page opened', value: opening, unit: 'ms' }, { atMost: 300 }),
        rowOf({ name: '200 filters, saved', value: saving, unit: 'ms', floor }, { ratioAtMost: 1.5 }),
        rowOf({ name: 'A filter tried out on 500 messages', value: trying, unit: 'ms' }, { atMost: 2_000 }),
      ]
    } finally {
      await save([])
      visitor.close()
    }
  },
}

/** From the list of settings until the screen is full of filters, each time in a window that has not seen them. */
async function openPage(stage: Stage): Promise<number> {
  const page = await openInbox(stage)
  try {
    await page.goto(`${stage.app.url}/settings/senders`)
    const link = page.getByRole('link', { name: wordsOf('en')('settings.filters.title'), exact: true })
    // By the pointer, whose release starts the clock.
    return await untilShown(page, () => link.click(), sight('filters', isScreenFull, null))
  } finally {
    await page.context().close()
  }
}

/** Runs in the page: a filter reaches below what is seen, so more would not be. */
function isScreenFull(): boolean {
  return [...document.querySelectorAll('[data-filter]')].some(
    (item) => item.getBoundingClientRect().bottom >= innerHeight,
  )
}

/** As much as any program has to ask that neither loses what another has written nor stops half-way. */
async function saveByHand({ app }: Stage): Promise<void> {
  const raw = await RawManageSieve.open(app.platform, main)
  try {
    await raw.command('LISTSCRIPTS')
    for (const name of ['curbcut-rules', 'curbcut']) await raw.write(name, await raw.read(name))
  } finally {
    raw.close()
  }
}

const filterAbout = (value: string) => ({
  ...{ name: value, isOn: true, needs: 'all', stops: false, actions: [{ do: 'mark-read' }] },
  conditions: [{ on: 'subject', how: 'contains', value }],
})

const bodyWith = (value: string) => ({ on: 'body', how: 'contains', value })
