import { expect, it } from 'vitest'
import { InTurn } from './in-turn.ts'

const [ann, ben] = ['one connection', 'another']

it('Works on one folder come one after the other, and those on another do not wait', async () => {
  const turns = new InTurn()
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const done: string[] = []
  const work = (name: string, waits?: Promise<void>) => async (afterAnother: boolean) => {
    done.push(`${name} begins${afterAnother ? ' after another' : ''}`)
    await waits
    done.push(`${name} ends`)
  }
  const all = [
    turns.run('inbox', ann, work('first', held)),
    turns.run('inbox', ben, work('second')),
    turns.run('inbox', ben, work('third')),
  ]
  await turns.run('archive', ben, work('elsewhere'))
  letGo()
  await Promise.all(all)
  expect(done).toEqual([
    ...['first begins', 'elsewhere begins', 'elsewhere ends', 'first ends'],
    ...['second begins after another', 'second ends', 'third begins', 'third ends'],
  ])
})

it('A work that fails lets the next one go on', async () => {
  const turns = new InTurn()
  const failing = turns.run('inbox', ann, () => Promise.reject(new Error('the connection broke')))
  const next = turns.run('inbox', ben, () => Promise.resolve('done'))
  await expect(failing).rejects.toThrow('the connection broke')
  expect(await next).toBe('done')
})
