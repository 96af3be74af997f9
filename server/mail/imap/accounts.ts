import type { MailAccount, MailAccounts, MailIdentity } from '../mail-account.ts'
import { sharedTlsTrust, type TlsServer } from '../tls-server.ts'
import { ImapAccount } from './account.ts'
import { connectImap } from './connect.ts'
import { ConversationCache } from './conversations/conversation-cache.ts'
import { InTurn } from './in-turn.ts'
import { OrderCache } from './order/order-cache.ts'
import { RowCache } from './row-cache.ts'

/** Opens accounts on one IMAP server. */
export class ImapAccounts implements MailAccounts {
  readonly #endpoint
  readonly #caches = {
    rows: new RowCache(),
    orders: new OrderCache(),
    conversations: new ConversationCache(),
    moves: new InTurn(),
  }

  constructor(server: TlsServer) {
    this.#endpoint = { server, trust: sharedTlsTrust(server) }
  }

  async signIn(identity: MailIdentity, password: string): Promise<MailAccount> {
    const client = await connectImap(this.#endpoint, identity.user, { kind: 'password', password })
    return new ImapAccount(identity, () => this.#connect(identity), this.#caches, client)
  }

  resume(identity: MailIdentity): MailAccount {
    return new ImapAccount(identity, () => this.#connect(identity), this.#caches)
  }

  async #connect(identity: MailIdentity) {
    return connectImap(this.#endpoint, identity.user, await identity.secret())
  }
}
