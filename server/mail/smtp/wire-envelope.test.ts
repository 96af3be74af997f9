import { describe, expect, it } from 'vitest'
import { wireEnvelope } from './wire-envelope.ts'

describe('An envelope on the wire', () => {
  it('has domains every server takes, and people as they are written', () => {
    const to = ['ben@bücher.example', '用户@例え.jp', 'Ben@Example.GOV', 'a@b']
    expect(wireEnvelope({ from: 'ada@example.gov', to })).toEqual({
      from: 'ada@example.gov',
      to: ['ben@xn--bcher-kva.example', '用户@xn--r8jz45g.jp', 'Ben@example.gov', 'a@b'],
    })
  })
})
