import { describe, expect, it, vi } from 'vitest'
import { OwnerNames } from './owner-names.ts'
import { MemoryDirectory } from './testing/memory-directory.ts'

const directory = () =>
  new MemoryDirectory([
    { userName: 'permits', name: 'Permit Desk', addresses: ['permits@example.gov'] },
    { userName: 'permits2', name: 'Permit Desk', addresses: [] },
    { userName: 'help', name: 'Help Desk', addresses: [] },
  ])

const named = async (names: OwnerNames, ...owners: string[]) =>
  Object.fromEntries([...(await names.of(owners))].map(([user, { name }]) => [user, name]))

describe('The owner of a shared mailbox', () => {
  it('is called what the directory calls them', async () => {
    const names = new OwnerNames(directory())
    expect(await named(names, 'permits', 'help', 'gone')).toEqual({
      permits: 'Permit Desk',
      help: 'Help Desk',
      gone: 'gone',
    })
  })

  it('is told apart from another of the same name', async () => {
    const names = new OwnerNames(directory())
    expect(await named(names, 'permits', 'permits2')).toEqual({
      permits: 'Permit Desk (permits)',
      permits2: 'Permit Desk (permits2)',
    })
  })

  it('is asked for once, and again after the directory was away', async () => {
    const people = directory()
    const asked = vi.spyOn(people, 'identify')
    const names = new OwnerNames(people)
    people.outage = new Error('away')
    expect(await named(names, 'permits')).toEqual({ permits: 'permits' })
    people.outage = null
    expect(await named(names, 'permits')).toEqual({ permits: 'Permit Desk' })
    await named(names, 'permits')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('goes by the user name while the directory is slow, and where there is none', async () => {
    vi.useFakeTimers()
    const people = directory()
    vi.spyOn(people, 'identify').mockReturnValue(new Promise(() => undefined))
    const answer = named(new OwnerNames(people), 'permits')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await answer).toEqual({ permits: 'permits' })
    vi.useRealTimers()
    expect(await named(new OwnerNames(null), 'permits')).toEqual({ permits: 'permits' })
  })
})
