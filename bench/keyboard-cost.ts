// `node bench/keyboard-cost.ts`: how many keys the tasks of every day cost, measured in Chromium and kept in the docs.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runningApp, stopRunningApp } from '#e2e/app.ts'
import { freshPage } from '#e2e/chromium.ts'
import { type Cost, measureKeyboardCost } from '#e2e/measures/keyboard-cost.ts'
import { replaceSection } from './docs-section.ts'

const document = join(import.meta.dirname, '../docs/contributing/accessibility.md')

const { app, browser } = await runningApp()
try {
  const table = asTable(await measureKeyboardCost(app, await freshPage(browser)))
  console.log(table)
  writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), 'keyboard cost', table))
} finally {
  await stopRunningApp()
}
process.exit()

function asTable(costs: Cost[]): string {
  const rows = costs.map(({ task, keys, atMost }) => `| ${task} | ${keys.length} | ${atMost} | ${keys.join(', ')} |`)
  return ['| Task | Keys | At most | Which |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
