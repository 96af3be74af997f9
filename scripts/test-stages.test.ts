import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chooseStages, inRounds, stages } from './test-stages.ts'

const names = (chosen: readonly { name: string }[]) => chosen.map(({ name }) => name)

describe('the stages of npm test', () => {
  it('run all, in this order, unless some are named', () => {
    expect(names(chooseStages([]))).toEqual(['check', 'build', 'real', 'unit', 'e2e', 'a11y'])
    expect(names(chooseStages(['e2e', 'unit']))).toEqual(['unit', 'e2e'])
  })

  it('are named when one does not exist', () => {
    expect(() => chooseStages(['lint'])).toThrow('no stage "lint". Choose from: check, build')
  })

  it('run one after the other, but for those that share the machine well', () => {
    const rounds = (...asked: string[]) => inRounds(chooseStages(asked)).map(names)
    expect(rounds()).toEqual([['check', 'build'], ['real', 'unit'], ['e2e'], ['a11y']])
    expect(rounds('unit', 'build', 'check')).toEqual([['check', 'build'], ['unit']])
  })

  it('run programs that exist', () => {
    for (const { command } of stages)
      for (const part of command('/tmp').slice(0, 2)) expect(existsSync(part), part).toBe(true)
  })
})
