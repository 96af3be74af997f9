// A reporter for Vitest: what went wrong outside any test fails a run, and Vitest's own JSON does not say what it was.
import type { SerializedError } from 'vitest'
import type { Reporter } from 'vitest/node'
import { nothing, reportResults } from './results.ts'

export default class UnhandledReporter implements Reporter {
  onTestRunEnd(_modules: unknown, errors: readonly SerializedError[]): void {
    if (errors.length === 0) return
    const failures = errors.map((error) => ({ name: 'outside any test', text: textOf(error) }))
    reportResults('unhandled', { ...nothing, failed: errors.length, failures })
  }
}

function textOf({ name, message, stack, cause }: SerializedError): string {
  const text = stack ?? `${name ?? 'Error'}: ${message}`
  return cause ? `${text}\nCaused by: ${textOf(cause)}` : text
}
