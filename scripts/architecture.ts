// `npm run architecture`: who may import whom, by the rules of .dependency-cruiser.cjs, and the proof that the rules see.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cruise, type ICruiseResult, type IConfiguration, type IViolation } from 'dependency-cruiser'

const canary = 'scripts/architecture/canary/'
const parts = ['contract', 'client', 'server', 'mail-platform', 'e2e', 'a11y', 'bench', 'scripts'].filter(existsSync)

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration & { options: object }
const comments = new Map((rules.forbidden ?? []).map((rule) => [rule.name, rule.comment]))

const { output } = await cruise(parts, {
  ...rules.options,
  ruleSet: { forbidden: rules.forbidden ?? [] },
  validate: true,
})
const result = output as ICruiseResult
const planted = result.summary.violations.filter(({ from }) => from.startsWith(canary))
const found = result.summary.violations.filter(({ from }) => !from.startsWith(canary))

const unseen = [...comments.keys()].filter((name) => !planted.some(({ rule }) => rule.name === name))
const blind = ['.ts', '.vue'].filter((ending) => !planted.some(({ from }) => from.endsWith(ending)))

for (const violation of found) console.log(describe(violation))
for (const name of unseen)
  console.log(`${name ?? ''}: the violation planted in ${canary} was not seen, so this rule proves nothing`)
for (const ending of blind) console.log(`No ${ending} file was read, so no rule proves anything about them`)

if (found.length + unseen.length + blind.length > 0) process.exitCode = 1
else console.log(`${result.summary.totalCruised - planted.length} modules keep the ${comments.size} rules`)

function describe({ from, to, rule, cycle }: IViolation): string {
  const path = cycle ? cycle.map(({ name }) => name).join(' → ') : to
  return `${from}${path && path !== from ? ` → ${path}` : ''}\n  ${rule.name}: ${comments.get(rule.name) ?? ''}`
}
