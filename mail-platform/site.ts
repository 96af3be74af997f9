import type { Account } from './account.ts'
import type { Layout } from './layout.ts'
import type { Ports } from './ports.ts'

/** One platform's place, ports and users: what every daemon's configuration is made from. */
export interface Site {
  layout: Layout
  ports: Ports
  account: Account
}
