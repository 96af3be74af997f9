import { describe, expect, it } from 'vitest'
import { deal } from './deal.ts'

const jobs = [1, 5, 1, 2, 1, 1].map((weight, index) => ({ name: `job ${index}`, weight }))

describe('deal', () => {
  it('begins with the longest and gives each lane about as much to do', () => {
    const lanes = deal(jobs, 2)
    expect(lanes.map((lane) => lane[0]?.weight)).toEqual([5, 2])
    expect(lanes.map((lane) => lane.reduce((sum, { weight }) => sum + weight, 0))).toEqual([6, 5])
  })

  it('gives every job to one lane, and the same to the same lane each time', () => {
    const lanes = deal(jobs, 3)
    expect(lanes.flat().toSorted((one, other) => one.name.localeCompare(other.name))).toEqual(jobs)
    expect(deal(jobs, 3)).toEqual(lanes)
  })
})
