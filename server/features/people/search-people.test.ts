import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '#contract/people.ts'
import { Problem } from '#server/problem.ts'
import { PeopleSearch, type PeopleSource } from './search-people.ts'

const person = (name: string, address: string): Person => ({ name, address, detail: '', kind: 'person' })
const away = () => Promise.reject(new Problem('directory-unavailable'))
const minuteMs = 60_000

/** A directory that can go away, with how often it was asked. */
function directoryOf(name: string, people: readonly Person[], isOutside = false) {
  const source = {
    ...{ name, isOutside, asked: 0, isAway: false },
    people: {
      find(query: string) {
        source.asked += 1
        return source.isAway ? away() : Promise.resolve(people.filter((each) => each.name.startsWith(query)))
      },
      members: () => (source.isAway ? away() : Promise.resolve(null)),
    },
  }
  return source satisfies PeopleSource
}

describe('People of several directories', () => {
  const ana = person('Ana City', 'ana@city.example')
  const city = () => directoryOf('City', [ana, person('Anton', 'anton@city.example')])
  const partners = () =>
    directoryOf('Partners', [person('Ana Again', 'ANA@city.example'), person('Anke', 'anke@x.example')], true)
  let nowMs = 0
  beforeEach(() => {
    nowMs = Date.UTC(2026, 0, 5)
  })
  const searchOf = (...sources: PeopleSource[]) => new PeopleSearch(sources, () => nowMs)

  it('come in one list, each address once, with the directory they stand in and whether that is one of people outside', async () => {
    expect(await searchOf(city(), partners()).find('An')).toEqual({
      silent: [],
      items: [
        { ...ana, directory: 'City' },
        { ...person('Anton', 'anton@city.example'), directory: 'City' },
        { ...person('Anke', 'anke@x.example'), directory: 'Partners', isOutside: true },
      ],
    })
    expect((await searchOf(city()).find('Ana')).items).toEqual([ana])
  })

  it('of which one is away: it is named, whom it found of late still comes, and the others are as ever', async () => {
    const [one, other] = [city(), partners()]
    const search = searchOf(one, other)
    await search.find('An')
    other.isAway = true
    nowMs += minuteMs
    const found = await search.find('An')
    expect(found.silent).toEqual(['Partners'])
    expect(found.items.map(({ name }) => name)).toEqual(['Ana City', 'Anton', 'Anke'])
    expect((await search.find('Anton')).items.map(({ name }) => name)).toEqual(['Anton'])
    nowMs += 31 * minuteMs
    expect((await search.find('Anke')).items).toEqual([])
  })

  it('that has just failed is left in peace for a moment, and asked again after it', async () => {
    const one = city()
    one.isAway = true
    const search = searchOf(one)
    await search.find('A')
    await search.find('An')
    expect(one.asked).toBe(1)
    one.isAway = false
    nowMs += minuteMs
    expect(await search.find('Ana')).toEqual({ items: [ana], silent: [] })
  })

  it('is not asked the same twice within half a minute', async () => {
    const one = city()
    const search = searchOf(one)
    for (const query of ['An', 'An', ' an ']) await search.find(query)
    expect(one.asked).toBe(1)
    nowMs += minuteMs
    await search.find('An')
    expect(one.asked).toBe(2)
  })

  it('may know a group each: one that is away does not hide the group of another', async () => {
    const [one, other] = [city(), partners()]
    one.isAway = true
    const members = { items: [person('Anke', 'anke@x.example')], isTooLarge: false, withoutAddress: 0 }
    const knowing = { ...other, people: { ...other.people, members: () => Promise.resolve(members) } }
    expect((await searchOf(one, knowing).members('team@x.example'))?.items).toMatchObject([{ isOutside: true }])
    await expect(searchOf(one, other).members('team@x.example')).rejects.toThrow()
  })
})
