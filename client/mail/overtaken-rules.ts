import { mailboxCache } from './mailbox-cache.ts'

/** One script on the mail server holds all of these, with one version. */
export const ruleKeys = {
  absence: ['absence'],
  acknowledgement: ['acknowledgement'],
  forwarding: ['forwarding'],
  filters: ['filters'],
  senders: ['senders'],
  scripts: ['scripts'],
  foreign: ['foreign-rules'],
} as const

/** One of them was saved, so what was read of the others is overtaken. */
export function readOthersAgain(saved: keyof typeof ruleKeys): void {
  const { cache } = mailboxCache()
  for (const [name, key] of Object.entries(ruleKeys)) {
    if (name !== saved) void cache.invalidateQueries({ key: [...key] }).catch(() => undefined)
  }
}
