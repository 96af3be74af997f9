import { describe, expect, it, vi } from 'vitest'
import { Delegations } from './delegations.ts'
import { MemoryDirectory } from './testing/memory-directory.ts'

const desk = { userName: 'permits', name: 'Permit Desk', address: 'permits@example.gov', right: 'as' as const }

function withDesk() {
  const directory = new MemoryDirectory([])
  directory.delegations.set('ben', [desk])
  return directory
}

describe('For whom somebody may write', () => {
  it('is told by the whole address, in any case', async () => {
    const delegations = new Delegations(withDesk())
    expect(await delegations.behind('ben', 'Permits@example.gov')).toEqual(desk)
    expect(await delegations.behind('ben', 'helpdesk@example.gov')).toBeNull()
    expect(await delegations.behind('dov', 'permits@example.gov')).toBeNull()
  })

  it('ends within half a minute after the directory has taken it away', async () => {
    let nowMs = 0
    const directory = withDesk()
    const delegations = new Delegations(directory, () => nowMs)
    expect(await delegations.of('ben')).toEqual([desk])
    directory.delegations.clear()
    nowMs = 29_999
    expect(await delegations.of('ben')).toEqual([desk])
    nowMs = 30_000
    expect(await delegations.of('ben')).toEqual([])
  })

  it('is nobody while the directory cannot be asked, and is asked again at once', async () => {
    const directory = withDesk()
    const asked = vi.spyOn(directory, 'delegationsOf')
    const delegations = new Delegations(directory)
    directory.outage = new Error('away')
    expect(await delegations.of('ben')).toEqual([])
    directory.outage = null
    expect(await delegations.of('ben')).toEqual([desk])
    expect(asked).toHaveBeenCalledTimes(2)
    expect(await new Delegations(null).of('ben')).toEqual([])
  })
})
