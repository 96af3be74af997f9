import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Page } from 'playwright-core'
import { bring } from './bring.ts'
import { type Finding } from './findings.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('accessibility-checker-engine/ace.js'), 'utf8')

interface Result {
  ruleId: string
  value: [kind: string, outcome: string]
  path: { dom: string }
  snippet: string
  message: string
  node: Node
}

interface Engine {
  Checker: new () => { check(root: Document, rules: string[]): Promise<{ results: Result[] }> }
}

/**
 * IBM's accessibility checker on WCAG 2.2. It also walks into the frame of a message. A violation that it is sure of counts;
 * one that it leaves to a person must have been reviewed; recommendations are advice.
 */
export async function askIbm(page: Page): Promise<Finding[]> {
  await bring(page, 'ace', source)
  const results = await page.evaluate(async () => {
    const { Checker } = (globalThis as unknown as { ace: Engine }).ace
    const report = await new Checker().check(document, ['WCAG_2_2'])
    return (
      report.results
        .filter(({ value: [kind, outcome] }) => kind === 'VIOLATION' && outcome !== 'PASS')
        // The engine does not know that nobody reaches what is inert behind a dialog.
        .filter(({ node }) => !(node instanceof Element && node.closest('[inert]')))
        .map(({ ruleId, value, path, snippet, message }) => ({ ruleId, value, path: path.dom, snippet, message }))
    )
  })
  return results.map(({ ruleId, value, path, snippet, message }) => ({
    source: 'ibm',
    rule: ruleId,
    place: `${path} ${snippet}`,
    text: message,
    needsReview: value[1] !== 'FAIL',
  }))
}

/** Whether the place is inside the frame that holds the text of a message, which its sender is responsible for. */
export function isInMessageText(finding: Finding): boolean {
  return finding.source === 'ibm' && /\/iframe\[\d+\]\/html/.test(finding.place)
}
