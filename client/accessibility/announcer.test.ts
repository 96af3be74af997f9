import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { announce, forgetAnnouncements, recentAnnouncements } from './announcer.ts'
import LiveRegions from './LiveRegions.vue'

beforeEach(() => {
  vi.useFakeTimers()
  render(LiveRegions)
})
afterEach(() => {
  forgetAnnouncements()
  cleanup()
  vi.useRealTimers()
})

async function after(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  await nextTick()
}

const polite = () => screen.getByRole('status').textContent
const assertive = () => screen.getByRole('alert').textContent

describe('announce', () => {
  it('puts a sentence into the polite region that was there before', async () => {
    announce('Archived')
    await after(100)
    expect(polite()).toBe('Archived')
    expect(assertive()).toBe('')
  })

  it('says the same sentence again', async () => {
    announce('Archived')
    await after(1000)
    announce('Archived')
    await nextTick()
    expect(polite()).toBe('')
    await after(100)
    expect(polite()).toBe('Archived')
  })

  it('never lets one sentence overwrite another in the same turn', async () => {
    announce('Archived')
    announce('3 new messages')
    const heard: (string | null)[] = []
    for (let step = 0; step < 40; step += 1) {
      await after(50)
      if (heard.at(-1) !== polite()) heard.push(polite())
    }
    expect(heard.filter(Boolean)).toEqual(['Archived', '3 new messages'])
  })

  it('lets an assertive sentence go ahead of polite ones that wait', async () => {
    announce('One')
    announce('Two')
    announce('Your session ends', { assertive: true })
    await after(600)
    expect(assertive()).toBe('Your session ends')
    expect(polite()).toBe('One')
    await after(600)
    expect(polite()).toBe('Two')
  })

  it('is silent for an empty sentence', async () => {
    announce('  ')
    await after(500)
    expect(recentAnnouncements.value).toEqual([])
  })
})

describe('the log', () => {
  it('keeps the last twenty, newest first', () => {
    for (let number = 1; number <= 25; number += 1) announce(`Sentence ${number}`)
    expect(recentAnnouncements.value).toHaveLength(20)
    expect(recentAnnouncements.value[0]?.text).toBe('Sentence 25')
  })

  it('is forgotten with everything that waits', async () => {
    announce('Message from Ann')
    forgetAnnouncements()
    await after(1000)
    expect(recentAnnouncements.value).toEqual([])
    expect(polite()).toBe('')
  })
})
