// `npm run styles`: stylelint over the style sheets and over the <style> blocks of components.
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import stylelint from 'stylelint'
import { parse } from 'vue/compiler-sfc'

const files = globSync('client/**/*.{css,vue}')
let faults = 0

for (const file of files) {
  const { results } = await stylelint.lint({ code: styleOf(file), codeFilename: resolve(file) })
  for (const { warnings } of results) for (const { line, text } of warnings) report(`${file}:${line}`, text)
}
if (files.length === 0) report('client', 'no style sheet was found, so nothing was checked')
if (faults > 0) process.exitCode = 1

function report(place: string, text: string): void {
  faults += 1
  console.log(`${place}  ${text}`)
}

/** The styles of a component at the lines where they stand, everything else as empty lines. */
function styleOf(file: string): string {
  const source = readFileSync(file, 'utf8')
  if (!file.endsWith('.vue')) return source
  const { styles } = parse(source, { filename: file }).descriptor
  const lines = styles.flatMap(({ loc, content }) => [{ before: loc.start.line - 1, content }])
  return lines.reduce((text, { before, content }) => {
    const missing = before - (text.split('\n').length - 1)
    return text + '\n'.repeat(Math.max(missing, 0)) + content
  }, '')
}
