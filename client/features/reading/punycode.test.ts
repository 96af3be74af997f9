import { describe, expect, it } from 'vitest'
import { decodeDomain } from './punycode.ts'

describe('decodeDomain', () => {
  it.each([
    ['xn--xample-2of.example', 'еxample.example'],
    ['xn--mnchen-3ya.example', 'münchen.example'],
    ['xn--fsqu00a.xn--0zwm56d', '例子.测试'],
    ['mail.example.gov', 'mail.example.gov'],
    ['xn--!!!.example', 'xn--!!!.example'],
  ])('%s is %s', (encoded, decoded) => expect(decodeDomain(encoded)).toBe(decoded))

  it('gives up on nonsense at once', () => expect(decodeDomain(`xn--${'9'.repeat(60)}`)).toMatch(/^xn--9/))
})
