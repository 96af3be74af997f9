import type { AddressDesk } from '#contract/address-requests.ts'
import type { AddressFault } from '#contract/own-addresses.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { AddressBook, type OwnAddressServices } from './address-book.ts'

/** What one of those who approve addresses has to answer. Whether they are is asked each time: who has left the group is not. */
export class ApprovalDesk {
  readonly #services: OwnAddressServices
  readonly #person: SignedIn

  constructor(services: OwnAddressServices, person: SignedIn) {
    this.#services = services
    this.#person = person
  }

  async read(): Promise<AddressDesk> {
    const { isApprover, requests } = this.#services
    if (!(await isApprover(this.#person.user))) return { isOffered: false, items: [] }
    const items = (await requests.waiting()).map(({ id, address, note, name, main, askedAtMs, user }) => ({
      ...{ id, address, note, name, main, askedAtMs, isOwn: user === this.#person.user },
    }))
    return { isOffered: true, items }
  }

  /** @throws Problem as of the endpoint `answer-address-request` */
  async answer(id: string, refusal: string | null): Promise<{ fault: AddressFault | null; desk: AddressDesk }> {
    const { isApprover, requests, tell } = this.#services
    if (!(await isApprover(this.#person.user))) throw new Problem('not-allowed')
    const request = (await requests.waiting()).find((each) => each.id === id)
    if (!request) throw new Problem('not-found')
    const { user, name, main } = request
    if (user === this.#person.user) throw new Problem('not-allowed')
    const book = new AddressBook(this.#services, { user, name, addresses: [main] })
    const fault = refusal === null ? await book.give(request) : await requests.refuse(request, refusal).then(() => null)
    if (!fault) await tell({ what: refusal === null ? 'approved' : 'refused', by: this.#person, request, refusal })
    return { fault, desk: await this.read() }
  }
}
