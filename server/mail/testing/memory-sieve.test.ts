import { MemorySieve } from './memory-sieve.ts'
import { describeSieve } from './sieve-suite.ts'

describeSieve('Scripts in memory', () => {
  const sieve = new MemorySieve()
  const secret = () => Promise.reject(new Error('not needed'))
  return Promise.resolve({ open: () => sieve.open({ user: 'ada', secret }), close: () => Promise.resolve() })
})
