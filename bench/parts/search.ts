import { type listMessages } from '#contract/messages.ts'
import { rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { takeTurns } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const rounds = 7

/** Words in subjects, from the request to the first rows and to the end; the floor is one search of the whole inbox. */
export const search: Part = {
  name: 'search',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      const folderId = await visitor.folderId('INBOX')
      const { items } = await visitor.json<typeof listMessages>(`/api/folders/${folderId}/messages?limit=${rounds}`)
      const words = items.map(({ subject }) => longestWord(subject))
      await raw.command('SELECT INBOX')
      const query = (round: number) => ({
        words: [],
        subject: words[round % words.length],
        folderId,
        includeBody: false,
      })
      const floorOf = (round: number) => raw.command(`UID SEARCH SUBJECT "${words[round % words.length]}"`)
      const first = await takeTurns(rounds, (round) => visitor.until('/api/search', query(round), /"hits"/), floorOf)
      const whole = await takeTurns(rounds, (round) => visitor.until('/api/search', query(round), /"done"/), floorOf)
      const [firstMs, wholeMs, floor] = [median(first.app), median(whole.app), median(first.raw)]
      return [
        rowOf({ name: 'Search in subjects, first hits', value: firstMs, unit: 'ms', floor }, { atMost: 300 }),
        rowOf({ name: 'Search in subjects, to the end', value: wholeMs, unit: 'ms', floor: median(whole.raw) }, {}),
      ]
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

/** Letters alone: nothing that would have to be quoted. */
function longestWord(subject: string): string {
  const words = subject.match(/[A-Za-z]+/g) ?? ['report']
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest))
}
