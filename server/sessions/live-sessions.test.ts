import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryMail } from '#server/mail/testing/memory-mail.ts'
import { LiveSessions, type EndReason } from './live-sessions.ts'
import type { SessionStore } from './session-store.ts'

const minute = 60_000

/** A store that only remembers when sessions were last used. */
class TimesOnly {
  readonly seenAt = new Map<string, number>()
  seen = (key: string, atMs: number) => Promise.resolve(void this.seenAt.set(key, atMs))
  remove = (key: string) => Promise.resolve(void this.seenAt.delete(key))
  seenTimes = (keys: readonly string[]) =>
    Promise.resolve(new Map([...this.seenAt].filter(([key]) => keys.includes(key))))
}

describe('A live session', () => {
  let now: number
  let store: TimesOnly
  let mail: MemoryMail
  let live: LiveSessions
  let told: (string | number | boolean)[][]
  let letGo: number

  beforeEach(() => {
    now = 1_000_000_000_000
    store = new TimesOnly()
    mail = new MemoryMail()
    told = []
    letGo = 0
    live = new LiveSessions({
      store: store as unknown as SessionStore,
      times: { idleMs: 30 * minute, absoluteMs: 720 * minute },
      openMail: ({ user }) => mail.resume({ user, secret: () => Promise.reject(new Error('not needed')) }),
      hold: () => ({ close: () => (letGo += 1) }),
      changedElsewhere: () => true,
      now: () => now,
    })
  })

  function open(): ReturnType<LiveSessions['of']> {
    store.seenAt.set('key', now)
    return live.of('key', { user: 'ada', name: 'Ada', addresses: [] }, { seenAtMs: now, endsAtMs: now + 720 * minute })
  }
  const watcher = {
    ending: (endsAtMs: number, canExtend: boolean) => void told.push(['ending', endsAtMs, canExtend]),
    ended: (reason: EndReason) => void told.push(['ended', reason]),
    stopping: () => undefined,
  }
  const later = async (minutes: number) => {
    now += minutes * minute
    await live.check()
  }

  it('warns two minutes before it ends, once, and then ends', async () => {
    const start = now
    open().watch(watcher)
    await later(27.9)
    expect(told).toEqual([])
    await later(0.2)
    await later(0.5)
    expect(told).toEqual([['ending', start + 30 * minute, true]])
    await later(1.5)
    expect(told.at(-1)).toEqual(['ended', 'idle'])
    expect([mail.openAccounts, letGo]).toEqual([0, 1])
    expect(store.seenAt.has('key')).toBe(false)
  })

  it('goes on when the person does something, here or at another process', async () => {
    open().watch(watcher)
    await later(28.5)
    await live.seen('key')
    await later(27)
    store.seenAt.set('key', now)
    await later(27)
    expect(told).toHaveLength(1)
    expect(live.find('key')).not.toBeNull()
  })

  it('ends after its whole time whatever the person does, and says that it cannot be extended', async () => {
    const { endsAtMs } = open()
    live.find('key')?.watch(watcher)
    for (let passed = 0; passed < 719; passed += 20) {
      await live.seen('key')
      await later(Math.min(20, 719 - passed))
    }
    expect(told).toEqual([['ending', endsAtMs, false]])
    await live.seen('key')
    await later(1)
    expect(told.at(-1)).toEqual(['ended', 'time'])
  })

  it('gives its mail connections back when nobody uses it, without ending', async () => {
    open()
    await later(7)
    expect([mail.openAccounts, letGo]).toEqual([0, 1])
    expect(store.seenAt.has('key')).toBe(true)
  })
})
