import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The engine's program, for a page that loads nothing. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
