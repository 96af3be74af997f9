import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dice, diceFor } from '#platform/seed/random.ts'
import { noRules, writeRules } from '../rules-script.ts'
import { letters } from '../testing/sifted-letters.ts'
import { openSieveTest, type SieveTest } from '../testing/sieve-test.ts'
import { readForeign } from './read-foreign.ts'

const around = { addresses: ['farid@example.gov'], insideDomains: ['example.gov'] }

/** Scripts as other programs write them, of rules that filters can do. */
function foreignScript(dice: Dice): string {
  const rules = Array.from({ length: 1 + dice.below(4) }, (_, at) => {
    const name = dice.pick([`# rule:[r${at}]\r\n`, `# r${at}\r\n`, ''])
    return `${name}if ${test(dice)}\r\n{\r\n${done(dice)}}\r\n`
  })
  return `require ["fileinto", "copy", "imap4flags", "body"];\r\n${rules.join('')}`
}

const words = ['ramp', 'Budget', 'über', 'plan  b', 'invoice', 'KIT', 'news']
const quoted = (dice: Dice, list: readonly string[]) =>
  dice.chance(0.6) ? `"${dice.pick(list)}"` : `["${dice.pick(list)}","${dice.pick(list)}"]`

function single(dice: Dice): string {
  const header = quoted(dice, ['subject', 'from', 'X-Note', 'cc', 'to', 'list-id'])
  const comparator = dice.pick(['', ' :comparator "i;ascii-casemap"'])
  const patterns = words.map((word) => dice.pick([`${word}*`, `*${word}`, `*${word}*`]))
  return dice.pick([
    `header${comparator} :contains ${header} ${quoted(dice, words)}`,
    `not header :contains${comparator} ${header} ${quoted(dice, words)}`,
    `header :is ${header} ${quoted(dice, ['Budget for the ramp', 'Kit', 'ramp*'])}`,
    `header :matches ${header} ${quoted(dice, patterns)}`,
    `address :is ${quoted(dice, ['from', 'to'])} ${quoted(dice, ['kit@harbour.example', 'farid@example.gov'])}`,
    `address :domain :is "from" ${quoted(dice, ['harbour.example', 'sub.harbour.example'])}`,
    `header :contains ["to", "cc", "bcc"] ${quoted(dice, ['farid', 'news'])}`,
    `size ${dice.pick([':over', ':under'])} ${dice.pick(['1K', '3K', '2048'])}`,
    `body :text :contains ${quoted(dice, words)}`,
  ])
}

function test(dice: Dice): string {
  const list = (make: () => string) =>
    `${dice.pick(['allof', 'anyof'])} (${Array.from({ length: 1 + dice.below(3) }, make).join(', ')})`
  return dice.chance(0.3) ? single(dice) : list(() => (dice.chance(0.2) ? list(() => single(dice)) : single(dice)))
}

function done(dice: Dice): string {
  const mark = dice.pick(['', 'addflag "\\\\Seen";', 'addflag ["\\\\Flagged","$label1"];'])
  const filed = dice.pick(['fileinto "A";', 'fileinto :copy "A";', 'fileinto "A"; fileinto "B/C";', 'discard;', ''])
  const stop = dice.pick(['', 'stop;'])
  return `${mark}${filed || mark ? filed : 'fileinto "A";'}${stop}\r\n`
}

describe('Filters made of a script of another program', () => {
  let pigeonhole: SieveTest
  beforeAll(() => {
    pigeonhole = openSieveTest()
  })
  afterAll(() => pigeonhole.close())

  it('do with every message what the script did, as Pigeonhole has it', async () => {
    const dice = diceFor('scripts that become filters')
    let pairs = 0
    let done = 0
    for (let round = 0; round < 40; round += 1) {
      const source = foreignScript(dice)
      const rules = readForeign(source, 'theirs') ?? []
      const filters = rules.flatMap(({ filter }) => filter ?? [])
      // Two levels that a filter has not are no part of this.
      if (filters.length < rules.length) continue
      const ours = writeRules({ ...noRules, filters }, around)
      for (const lines of Object.values(letters)) {
        const message = [...lines, ''].join('\r\n')
        const [before, after] = [await pigeonhole.run(source, message), await pigeonhole.run(ours, message)]
        expect({ source, ours, message, ...after }).toEqual({ source, ours, message, ...before })
        pairs += 1
        if (JSON.stringify(before.places) !== '{"INBOX":[]}') done += 1
      }
    }
    expect(pairs).toBeGreaterThan(150)
    // Messages of which nothing was done prove little.
    expect(done).toBeGreaterThan(60)
  }, 300_000)
})
