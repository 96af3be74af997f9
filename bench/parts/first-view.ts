import { weigh } from '#e2e/measures/weight.ts'
import { rowOf } from '../figures/row.ts'
import { type Part } from '../part.ts'

/** What the first view costs on the wire; `npm run e2e` holds it to the same numbers. */
export const firstView: Part = {
  name: 'first-view',
  async measure({ app, browser }) {
    const { requests, bytes } = await weigh(app, browser)
    return [
      rowOf({ name: 'First view: requests', value: requests, unit: 'requests' }, { atMost: 10 }),
      rowOf({ name: 'First view: on the wire', value: bytes / 1_000, unit: 'KB' }, { atMost: 200 }),
    ]
  },
}
