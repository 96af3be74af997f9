import { join } from 'node:path'
import { root } from './prepare.mjs'

/** One part of `npm test`: a command that writes what it counted into the folder of its results. */
export interface Stage {
  name: string
  what: string
  command: (resultsFolder: string) => string[]
  /** A stage without which this one cannot say anything. */
  needs?: string
  /** The stage before it, when both may run at once: one that waits for servers beside one that does nothing but compute. */
  beside?: string
}

const node = (script: string) => [process.execPath, join(root, script)]
const vitest = (project: string) => (folder: string) => [
  ...node('node_modules/vitest/vitest.mjs'),
  ...['run', '--project', project, '--reporter=default', '--reporter=json'],
  `--reporter=${join(root, 'scripts/unhandled-reporter.ts')}`,
  `--outputFile.json=${join(folder, 'vitest.json')}`,
]

export const stages: readonly Stage[] = [
  { name: 'check', what: 'static checks', command: () => node('scripts/check.ts') },
  {
    name: 'build',
    what: 'the client as people get it',
    command: () => node('scripts/build-client.ts'),
    beside: 'check',
  },
  { name: 'real', what: 'against real mail servers', command: vitest('real*') },
  { name: 'unit', what: 'unit and component tests', command: vitest('unit*'), beside: 'real' },
  { name: 'e2e', what: 'journeys in a browser', command: () => node('e2e/run.ts'), needs: 'build' },
  { name: 'a11y', what: 'accessibility of every state', command: () => node('a11y/run.ts'), needs: 'build' },
]

/** The stages named on the command line in their usual order, all of them when none is named. */
export function chooseStages(names: readonly string[]): readonly Stage[] {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name))
  if (unknown !== undefined)
    throw new Error(`There is no stage "${unknown}". Choose from: ${stages.map(({ name }) => name).join(', ')}.`)
  return names.length === 0 ? stages : stages.filter(({ name }) => names.includes(name))
}

/** The stages in the groups that run at once. */
export function inRounds(chosen: readonly Stage[]): Stage[][] {
  const rounds: Stage[][] = []
  for (const stage of chosen) {
    const last = rounds.at(-1)
    if (last?.some(({ name }) => name === stage.beside)) last.push(stage)
    else rounds.push([stage])
  }
  return rounds
}
