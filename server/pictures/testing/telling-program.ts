// Answers everything with what it knows and may do.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { WebQuestion } from '../serve-web.ts'

function refusal(act: () => unknown): string | null {
  try {
    act()
    return null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

process.on('message', (question) => {
  const told = {
    secret: process.env['A_SECRET_OF_THE_SERVER'] ?? null,
    reads: refusal(() => readFileSync('/etc/passwd')),
    writes: refusal(() => writeFileSync(new URL('written', import.meta.url), '')),
    starts: refusal(() => spawnSync('true')),
  }
  const picture = { type: 'image/png', bytes: Buffer.from(JSON.stringify(told)) }
  process.send?.({ id: (question as WebQuestion).id, picture })
})
