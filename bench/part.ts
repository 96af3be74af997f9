import { type Row } from './figures/row.ts'
import { type Stage } from './stage.ts'

/** Operations that are measured together, because they share what has to be prepared. */
export interface Part {
  /** As `--only` takes it. */
  name: string
  measure(stage: Stage): Promise<Row[]>
}
