import { describe, expect, it } from 'vitest'
import { encodeFolderName } from './folder-name.ts'

describe('encodeFolderName', () => {
  it.each([
    ['Archive/2026', 'Archive/2026'],
    ['R&D', 'R&-D'],
    ['Años', 'A&APE-os'],
    ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
    ['🌉', '&2DzfCQ-'],
  ])('sends %s as %s (RFC 3501)', (name, encoded) => {
    expect(encodeFolderName(name)).toBe(encoded)
  })
})
