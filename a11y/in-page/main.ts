// What probes run inside the page. Bundled at run time (in-page.ts) and reached as `globalThis.proof`.
import * as boxes from './boxes.ts'
import { contrasts, edges } from './colour.ts'
import { describe, focused } from './elements.ts'
import * as focus from './focus.ts'
import * as live from './live.ts'
import * as outline from './outline.ts'

const proof = {
  ...boxes,
  ...focus,
  ...live,
  ...outline,
  contrasts,
  edges,
  focusedDescription: () => {
    const element = focused()
    return element ? describe(element) : 'nothing'
  },
}

export type Proof = typeof proof

declare global {
  var proof: Proof
}

globalThis.proof = proof
