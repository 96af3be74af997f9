import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
// The type of `globalThis.proof`, which the functions given to `page.evaluate` use.
import { type Proof } from './in-page/main.ts'

let bundle: Promise<string> | null = null

async function makeBundle(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(import.meta.dirname, 'in-page/main.ts'), formats: ['iife'], name: 'proofBundle' },
    },
  })) as unknown as Rolldown.RolldownOutput[]
  const code = output[0]?.output[0].code
  if (code === undefined) throw new Error('the probes of the page could not be bundled')
  return code
}

/** Puts the probes into the page as it is now (a new document needs it again). The debugger does it, so no CSP forbids it. */
async function injectProbes(page: Page): Promise<void> {
  await page.evaluate(await (bundle ??= makeBundle()))
}

type Probe = { [K in keyof Proof]: Proof[K] extends (...parameters: infer _P) => unknown ? K : never }[keyof Proof]

/** Runs one probe in the page. */
export async function ask<K extends Probe>(
  page: Page,
  probe: K,
  ...parameters: Parameters<Proof[K]>
): Promise<Awaited<ReturnType<Proof[K]>>> {
  for (;;) {
    const answer = await page.evaluate(
      async ([name, given]) => {
        if (!('proof' in globalThis)) return null
        return { value: await (globalThis.proof[name] as (...all: unknown[]) => unknown)(...(given as unknown[])) }
      },
      [probe, parameters] as const,
    )
    if (answer) return answer.value as Awaited<ReturnType<Proof[K]>>
    await injectProbes(page)
  }
}
