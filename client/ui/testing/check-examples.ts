import { cleanup, render } from '@testing-library/vue'
import axe from 'axe-core'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import type { Example } from '../example.ts'

/** Rules about whole pages; an example is a part of one. Contrast needs pixels and is computed in styles/contrast.test.ts. */
const pageRules = ['region', 'page-has-heading-one', 'landmark-one-main', 'color-contrast']

/** What axe finds in an element, one line per fault. */
export async function faultsOf(element: Element): Promise<string[]> {
  const rules = Object.fromEntries(pageRules.map((rule) => [rule, { enabled: false }]))
  const { violations } = await axe.run(element, { rules })
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`))
}

/** The first tests of every widget: axe, best practices included, finds nothing in any of its states. */
export function checkExamples(examples: readonly Example[]): void {
  // axe looks for icon fonts by drawing; jsdom cannot draw and says so at length.
  beforeAll(() => void vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null))
  afterEach(cleanup)
  it.each(examples)('has no faults that axe can find: $name', async ({ render: draw }) => {
    const { baseElement } = render(defineComponent({ render: () => draw() }))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(await faultsOf(baseElement)).toEqual([])
  })
}
