import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diceFor } from '#platform/seed/random.ts'
import { personOf, realPlatform } from '../../testing/real-mail.ts'
import { tlsTrust } from '../../tls-server.ts'
import { ManageSieveClient, ManageSieveError } from '../managesieve/index.ts'
import { check } from './check.ts'
import { parse } from './parse.ts'
import { corpus } from './testing/corpus.ts'
import { damaged } from './testing/fuzz.ts'
import { knownScript } from './testing/known-script.ts'
import { snippets } from './testing/snippets.ts'
import { knownCapabilities } from './vocabulary/vocabulary.ts'
import { writeScript } from './write-script.ts'

describe('Our reading of Sieve and Pigeonhole’s', () => {
  let pigeonhole: ManageSieveClient

  beforeAll(async () => {
    const { host, ports, caFile } = realPlatform()
    const tls = tlsTrust({ host, port: ports.manageSieve, caFile })
    pigeonhole = await ManageSieveClient.connect({ host, port: ports.manageSieve, startTls: false, tls })
    const { uid, password } = personOf(realPlatform(), 'dov')
    await pigeonhole.authenticate({ kind: 'password', user: uid, password })
    await pigeonhole.capability()
  })
  afterAll(() => pigeonhole.logout())

  /** `good`, or whether it could not be read (`unreadable`) or not be meant (`meaningless`). */
  const verdictOf = async (source: string): Promise<string> => {
    try {
      await pigeonhole.checkScript(source)
      return 'good'
    } catch (error) {
      if (!(error instanceof ManageSieveError) || error.kind !== 'refused') throw error
      return error.text.includes('parse failed') ? 'unreadable' : 'meaningless'
    }
  }
  const ourVerdict = (source: string): string => {
    const script = parse(source)
    if (script.problems.length > 0) return 'unreadable'
    return check(script, pigeonhole.capabilities.sieve).length > 0 ? 'meaningless' : 'good'
  }

  it('know the words of every extension it offers', () => {
    expect(pigeonhole.capabilities.sieve.filter((name) => !knownCapabilities.has(name))).toEqual([])
  })

  it('agree on the corpus and on every snippet', async () => {
    const scripts = [...corpus().map(({ source }) => source), ...snippets.map(([, source]) => source)]
    for (const source of scripts) {
      const both = [ourVerdict(source), source]
      // Where a script is included from is not a matter of the language.
      if (source.includes(':global "site"')) continue
      expect(both).toEqual([await verdictOf(source), source])
    }
  })

  it('agree on scripts that something has happened to', async () => {
    const dice = diceFor('damaged sieve on a server')
    const whole = corpus().filter(({ source, isForPlatform }) => isForPlatform && !source.includes(':global "site"'))
    for (let round = 0; round < 200; round += 1) {
      const source = damaged(dice, dice.pick(whole).source).toWellFormed()
      const theirs = await verdictOf(source)
      // What becomes of an address is not a matter of the language; and after five errors it does not say that reading failed.
      if (theirs !== 'meaningless') expect([ourVerdict(source), source]).toEqual([theirs, source])
    }
  })

  it('agree that every script we write is good', async () => {
    const dice = diceFor('written sieve on a server')
    const offered = new Set(pigeonhole.capabilities.sieve)
    // It looks for scripts that are included.
    offered.delete('include')
    for (let round = 0; round < 150; round += 1) {
      const source = writeScript(knownScript(dice, offered))
      expect([await verdictOf(source), source]).toEqual(['good', source])
    }
  })
})
