import { Problem } from '#server/problem.ts'
import type { AccountAddresses, AddressChange, AliasDirectory } from '../alias-port.ts'

/** People's addresses in memory. */
export class MemoryAliases implements AliasDirectory {
  readonly accounts: Map<string, AccountAddresses>
  outage: Problem | null = null
  /** Reading goes on; writing does not. */
  refusal: Problem | null = null

  constructor(accounts: Record<string, AccountAddresses>) {
    this.accounts = new Map(Object.entries(accounts))
  }

  async of(userName: string): Promise<AccountAddresses | null> {
    await this.#check()
    const account = this.accounts.get(userName)
    return account ? structuredClone(account) : null
  }

  async holders(address: string): Promise<number> {
    await this.#check()
    const all = [...this.accounts.values()].map(({ main, active, paused }) => [main, ...active, ...paused])
    return all.filter((addresses) => addresses.some((each) => each.toLowerCase() === address.toLowerCase())).length
  }

  async change(userName: string, { activate, pause, retire }: AddressChange): Promise<void> {
    await this.#check()
    if (this.refusal) throw this.refusal
    const account = this.accounts.get(userName)
    if (!account) throw new Problem('not-found')
    const without = (list: string[], ...gone: (string | undefined)[]) =>
      list.filter((each) => !gone.some((one) => one?.toLowerCase() === each.toLowerCase()))
    account.active = [...without(account.active, pause?.address, retire, activate), ...(activate ? [activate] : [])]
    account.paused = [...without(account.paused, activate, retire, pause?.address), ...(pause ? [pause.address] : [])]
    const replies = [...account.replies].filter(([address]) => address !== retire?.toLowerCase())
    account.replies = new Map([...replies, ...(pause ? [[pause.address.toLowerCase(), pause.reply] as const] : [])])
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #check(): Promise<void> {
    return this.outage ? Promise.reject(this.outage) : Promise.resolve()
  }
}
