import { describe, expect, it } from 'vitest'
import type { MessageWeight } from '#server/mail/mail-survey.ts'
import { Tally } from './tally.ts'

const weight = (changes: Partial<MessageWeight> = {}): MessageWeight => ({
  ...{ sizeBytes: 1_000, receivedAtMs: Date.UTC(2024, 5, 1), files: [] },
  from: { name: 'Ann', address: 'Ann@example.gov' },
  ...changes,
})

function tallyOf(...weights: MessageWeight[]): Tally {
  const tally = new Tally()
  for (const one of weights) tally.add(one)
  return tally
}

describe('What takes room', () => {
  it('is told by year, the newest first, and by sender whatever the case of the address', () => {
    const report = tallyOf(
      weight(),
      weight({ sizeBytes: 500, receivedAtMs: Date.UTC(2023, 0, 1), from: { name: '', address: 'ann@EXAMPLE.gov' } }),
      weight({ sizeBytes: 9_000, from: { name: 'Ben', address: 'ben@example.gov' } }),
      weight({ from: null }),
    ).report()
    expect(report.years).toEqual([
      { year: 2024, messages: 3, bytes: 11_000 },
      { year: 2023, messages: 1, bytes: 500 },
    ])
    expect(report.senders).toEqual([
      { address: 'ben@example.gov', name: 'Ben', messages: 1, bytes: 9_000 },
      { address: 'ann@example.gov', name: 'Ann', messages: 2, bytes: 1_500 },
    ])
    expect(report).toMatchObject({ messages: 4, bytes: 11_500 })
  })

  it.each([
    [0, 0],
    [99_999, 0],
    [100_000, 100_000],
    [4_999_999, 1_000_000],
    [50_000_000, 10_000_000],
  ])('puts a message of %i bytes among those from %i on', (sizeBytes, fromBytes) => {
    expect(tallyOf(weight({ sizeBytes })).report().sizes).toEqual([{ fromBytes, messages: 1, bytes: sizeBytes }])
  })

  it.each([
    ['image/png', 'picture'],
    ['video/mp4', 'film'],
    ['audio/ogg', 'sound'],
    ['application/pdf', 'document'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
    ['text/csv', 'document'],
    ['application/zip', 'packed'],
    ['message/rfc822', 'message'],
    ['application/octet-stream', 'other'],
  ])('takes %s for %s', (type, kind) => {
    const files = [{ type, sizeBytes: 7 }]
    expect(tallyOf(weight({ files })).report().files).toEqual([{ kind, files: 1, bytes: 7 }])
  })

  it('is the same put together from parts as counted in one', () => {
    const [one, other] = [
      weight({ files: [{ type: 'image/png', sizeBytes: 5 }] }),
      weight({ sizeBytes: 200_000, receivedAtMs: Date.UTC(2022, 1, 1), files: [{ type: 'image/png', sizeBytes: 6 }] }),
    ]
    const joined = tallyOf(one)
    joined.join(tallyOf(other))
    expect(joined.report()).toEqual(tallyOf(one, other).report())
  })

  it('keeps the senders that take most when there are very many', () => {
    const tally = tallyOf(weight({ sizeBytes: 5_000_000, from: { name: 'Big', address: 'big@example.org' } }))
    for (let count = 0; count < 45_000; count += 1)
      tally.add(weight({ from: { name: '', address: `n${count}@example.org` } }))
    expect(tally.report().senders[0]).toMatchObject({ address: 'big@example.org', bytes: 5_000_000 })
    expect(tally.report().senders).toHaveLength(50)
    expect(tally.report().messages).toBe(45_001)
  })
})
