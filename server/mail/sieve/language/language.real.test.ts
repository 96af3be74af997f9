import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personOf, realPlatform } from '../../testing/real-mail.ts'
import { tlsTrust } from '../../tls-server.ts'
import { ManageSieveClient, ManageSieveError } from '../managesieve/index.ts'
import { check } from './check.ts'
import { parse } from './parse.ts'
import { corpus } from './testing/corpus.ts'
import { snippets } from './testing/snippets.ts'
import { knownCapabilities } from './vocabulary/vocabulary.ts'

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
})
