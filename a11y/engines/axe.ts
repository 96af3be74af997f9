import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AxeResults, type RunOptions } from 'axe-core'
import { type Page } from 'playwright-core'
import { type Rendering } from '../renderings.ts'
import { bring } from './bring.ts'
import { type Finding } from './findings.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const options: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
  },
  rules: {
    'target-size': { enabled: true },
    'color-contrast-enhanced': { enabled: true },
    // 7:1 is asked for, so 4.5:1 is not asked about as well.
    'color-contrast': { enabled: false },
    // The frame of a message allows no script, so axe cannot run in it; the other engine looks into it.
    'frame-tested': { enabled: false },
  },
  iframes: false,
  resultTypes: ['violations', 'incomplete'],
}

const contrastRule = 'color-contrast-enhanced'

/** What can become wrong on a page that was asked about everything before its colours changed, or its language and direction. */
const changedRules: Record<Rendering['differsIn'], string[] | null> = {
  structure: null,
  places: [
    contrastRule,
    'target-size',
    'scrollable-region-focusable',
    'html-has-lang',
    'html-lang-valid',
    'valid-lang',
  ],
  colours: [contrastRule],
}

/**
 * Every rule of axe-core for WCAG 2.2 A and AA, best practice, target size and contrast of 7:1; or those alone for which the
 * page is another one than before.
 */
export async function askAxe(page: Page, differsIn: Rendering['differsIn'] = 'structure'): Promise<Finding[]> {
  await bring(page, 'axe', source)
  const rules = changedRules[differsIn]
  const asked: RunOptions = rules ? { ...options, runOnly: { type: 'rule', values: rules } } : options
  const results = await runOnStillPage(page, asked)
  const list = (found: AxeResults['violations'], needsReview: boolean): Finding[] =>
    found.flatMap(({ id, nodes }) =>
      nodes.map((node) => ({
        source: 'axe',
        rule: id,
        place: `${node.target.join(' ')} ${node.html}`,
        text: [...node.any, ...node.all, ...node.none].map(({ message }) => message).join('; '),
        needsReview,
      })),
    )
  return [...list(results.violations, false), ...list(results.incomplete, true)]
}

/** How often a page that changed while it was judged is judged anew. */
const mostTries = 3

/**
 * Something that comes late (labels, counts) may change the page between two of axe's steps; what it then finds is true of
 * neither page.
 */
function runOnStillPage(page: Page, asked: RunOptions): Promise<AxeResults> {
  return page.evaluate(
    async ([wanted, most]) => {
      const { axe } = globalThis as unknown as { axe: { run(root: string, options: RunOptions): Promise<AxeResults> } }
      for (let tries = 1; ; tries += 1) {
        let hasChanged = false
        const observer = new MutationObserver(() => (hasChanged = true))
        observer.observe(document, { childList: true, subtree: true })
        const results = await axe.run('html', wanted)
        hasChanged ||= observer.takeRecords().length > 0
        observer.disconnect()
        if (!hasChanged || tries === most) return results
      }
    },
    [asked, mostTries] as const,
  )
}
