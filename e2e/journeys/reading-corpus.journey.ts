import assert from 'node:assert/strict'
import { type AxeResults, type RunOptions } from 'axe-core'
import { type Page } from 'playwright-core'
import { freshPage, launchChromium } from '../chromium.ts'
import { axeSource } from '../reading/axe-source.ts'
import { corpusIn, openCorpusPage } from '../reading/corpus-page.ts'
import { register } from '../registry.ts'

/** The frame is a part of our page, which has the landmarks and the headings above. */
const options: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
  rules: { bypass: { enabled: false }, 'frame-tested': { enabled: false } },
  resultTypes: ['violations'],
}

interface Judgement {
  /** What axe calls serious or critical. */
  faults: string[]
  outline: string[]
  /** Pictures and links without a name. */
  unnamed: string[]
}

async function judge(page: Page, html: string): Promise<Judgement> {
  await page.setContent(html)
  return page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: { run(root: Document, options: RunOptions): Promise<AxeResults> } }
    const { violations } = await axe.run(document, asked)
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((each) => !each.closest('details'))
    const named = (each: Element) =>
      [each.textContent, ...[...each.querySelectorAll('img')].map(({ alt }) => alt)]
        .join(' ')
        .replaceAll(/\s+/g, ' ')
        .trim()
    // What is hidden from everybody on purpose has an empty description; a link has a name, by its words or its pictures.
    const pictures = [...document.querySelectorAll('img:not([alt])')]
    const links = [...document.querySelectorAll('a[href]')].filter(
      (each) => named(each) === '' && (each.getAttribute('aria-label') ?? '').trim() === '',
    )
    return {
      unnamed: [...pictures, ...links].map(({ outerHTML }) => outerHTML.slice(0, 120)),
      faults: grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`)),
      outline: headings.map((each) => `${each.nodeName.slice(1)} ${named(each)}`),
    }
  }, options)
}

register(
  'The reading view leaves no grave fault and nothing unnamed in two hundred messages, where most had some',
  async () => {
    const browser = await launchChromium()
    const corpus = await openCorpusPage(browser)
    try {
      const messages = await corpusIn(corpus.page)
      assert.ok(messages.length >= 200)
      const page = await freshPage(browser)
      const session = await page.context().newCDPSession(page)
      await session.send('Runtime.evaluate', { expression: axeSource })
      const after: string[] = []
      const outlines: string[] = []
      const unnamed: string[] = []
      let [faultyBefore, unnamedBefore] = [0, 0]
      for (const { name, outline, before, after: rebuilt } of messages) {
        const was = await judge(page, before)
        if (was.faults.length > 0) faultyBefore += 1
        if (was.unnamed.length > 0) unnamedBefore += 1
        const now = await judge(page, rebuilt)
        after.push(...now.faults.map((fault) => `${name}: ${fault}`))
        unnamed.push(...now.unnamed.map((each) => `${name}: ${each}`))
        if (now.outline.join('\n') !== outline.join('\n')) outlines.push(`${name}: ${now.outline.join(', ')}`)
      }
      assert.deepEqual({ after, outlines, unnamed }, { after: [], outlines: [], unnamed: [] })
      assert.ok(faultyBefore > messages.length / 2, `only ${faultyBefore} messages had grave faults before`)
      assert.ok(unnamedBefore > 10, `only ${unnamedBefore} messages had pictures or links without a name before`)
    } finally {
      await corpus.stop()
      await browser.close()
    }
  },
)
