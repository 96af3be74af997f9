import { ESLint, Linter } from 'eslint'
import regexp from 'eslint-plugin-regexp'
import { describe, expect, it } from 'vitest'

const rules = ['regexp/no-super-linear-backtracking', 'regexp/no-super-linear-move']

describe('Expressions on hostile text', () => {
  it.each([
    'contract/ids.ts',
    'server/mail/mime/decode-text.ts',
    'server/features/messages/routes.ts',
    'client/mail/received/css.ts',
    'client/features/reading/plain-text.ts',
    'client/features/reading/LinkedText.vue',
  ])('are judged in %s', async (file) => {
    const config = (await new ESLint().calculateConfigForFile(file)) as Linter.Config
    expect(rules.map((rule) => [config.rules?.[rule]].flat(2)[0])).toEqual([2, 2])
  })

  it.each([
    ['two parts that can take the same signs', '/^(a+)+$/', true],
    ['a trailing run looked for from each of its signs', '/\\s+$/', true],
    ['a run before something that may not come', '/[ \\t]+\\n/g', true],
    ['the same run, taken only from its beginning', '/(?<![ \\t])[ \\t]+\\n/g', false],
    ['a run that the next sign ends', '/^[^<]*</', false],
  ])('with %s: %s', (_name, expression, isFound) => {
    const faults = new Linter().verify(`export const it = ${expression}`, {
      plugins: { regexp },
      rules: Object.fromEntries(rules.map((rule) => [rule, 'error'])),
    })
    expect(faults.length > 0).toBe(isFound)
  })
})
