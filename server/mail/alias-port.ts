/** The addresses by which mail reaches an account, as the directory has them. */
export interface AccountAddresses {
  main: string
  active: string[]
  /** They refuse mail for now. */
  paused: string[]
  /** By address in small letters, what whoever writes there while it is paused is told: it stays for the next time. */
  replies: ReadonlyMap<string, string>
}

/** What is done to an account's addresses, all of it in one write. What is so already is no failure. */
export interface AddressChange {
  activate?: string
  /** With the sentence it refuses mail with from now on: ASCII, without `|`. */
  pause?: { address: string; reply: string }
  /** Neither active nor paused any more. */
  retire?: string
}

/** Changes people's further addresses in the directory. Every method throws Problem `directory-unavailable`. */
export interface AliasDirectory {
  /** Null where the directory does not know the account. */
  of(userName: string): Promise<AccountAddresses | null>
  /** How many accounts and groups have this address, as whichever: main, further, or paused. */
  holders(address: string): Promise<number>
  /** Throws Problem `not-found` where there is no such account, `not-allowed` where the directory does not permit it. */
  change(userName: string, change: AddressChange): Promise<void>
  close(): Promise<void>
}
