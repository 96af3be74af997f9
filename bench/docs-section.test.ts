import { describe, expect, it } from 'vitest'
import { replaceSection } from './docs-section.ts'

describe('replaceSection', () => {
  it('replaces what stands between the marks and nothing else', () => {
    const document = 'Before\n\n<!-- begin cost -->\nold\n<!-- end cost -->\n\nAfter\n'
    const once = replaceSection(document, 'cost', 'new')
    expect(once).toBe('Before\n\n<!-- begin cost -->\n\nnew\n\n<!-- end cost -->\n\nAfter\n')
    expect(replaceSection(once, 'cost', 'new')).toBe(once)
  })

  it('says when the document has no such section', () => {
    expect(() => replaceSection('Nothing', 'cost', 'new')).toThrow('no section "cost"')
  })
})
