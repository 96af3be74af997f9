export type Roles = ReadonlyMap<string, string>

const blocks = /([^{}]+)\{([^{}]*)\}/g
const declarations = /--([\w-]+):\s*([^;]+);/g
const schemes = ['light', 'dark'] as const

/** The file whose roles every theme starts from. */
const generalFile = 'light-and-dark.css'

/**
 * Every theme as the page computes it: the roles of `:root`, then those of the theme, with `light-dark()` decided.
 * `files` are the theme sheets by path.
 */
export function readThemes(files: Readonly<Record<string, string>>): Map<string, Roles> {
  const css = Object.keys(files)
    .sort((one, other) => Number(other.endsWith(generalFile)) - Number(one.endsWith(generalFile)))
    .map((path) => files[path]?.replaceAll(/\/\*[\s\S]*?\*\//g, ''))
    .join('\n')
  const rules = [...css.matchAll(blocks)].map(([, selector = '', body = '']) => ({ selector, body }))
  const names = new Set([...css.matchAll(/\[data-theme='([\w-]+)'\]/g)].flatMap(([, name]) => (name ? [name] : [])))
  return new Map([...names].map((name) => [name, rolesOf(name, rules)]))
}

function rolesOf(theme: string, rules: { selector: string; body: string }[]): Roles {
  const own = rules.filter(({ selector }) => selector.includes(`[data-theme='${theme}']`))
  const scheme = schemes.find((each) => own.some(({ body }) => body.includes(`color-scheme: ${each};`)))
  if (!scheme) throw new Error(`The theme ${theme} does not say whether it is light or dark`)
  const general = rules.filter(({ selector }) => /:root\s*(,|$)/.test(selector.trim()))
  const roles = new Map<string, string>()
  for (const { body } of [...general, ...own])
    for (const [, role = '', value = ''] of body.matchAll(declarations)) roles.set(role, decide(value, scheme))
  return roles
}

function decide(value: string, scheme: (typeof schemes)[number]): string {
  return value.replaceAll(/light-dark\(((?:[^()]|\([^()]*\))*),\s*((?:[^()]|\([^()]*\))*)\)/g, (_, light, dark) =>
    String(scheme === 'light' ? light : dark).trim(),
  )
}
