import * as z from 'zod/mini'
import type { AddressFault, ChangedAddresses, OwnAddresses } from '#contract/own-addresses.ts'
import type { AccountAddresses, AddressChange, AliasDirectory } from '#server/mail/alias-port.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { AddressRequest, AddressRequests } from '#server/storage/address-requests.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

/** What the operator lets people do. */
export interface AliasPolicy {
  domains: readonly string[]
  most: number
  /** A regular expression that the whole of a name has to fit. */
  pattern: string
  /** In small letters. */
  reservedNames: readonly string[]
  /** Id of the group of the directory whose members have to approve; without it people make addresses alone. */
  approvers?: string | undefined
}

/** What is told by mail: to those who approve, or to who asked. */
export interface RequestNews {
  what: 'asked' | 'approved' | 'refused'
  by: SignedIn
  request: Omit<AddressRequest, 'id' | 'refusal'>
  refusal: string | null
}

export interface OwnAddressServices {
  notes: PersonNotes
  /** Both null where people make no addresses. */
  directory: AliasDirectory | null
  policy: AliasPolicy | null
  /** The addresses by which mail comes to a person are others now. */
  onChange: (person: SignedIn, addresses: string[]) => Promise<void>
  requests: AddressRequests
  isApprover: (user: string) => Promise<boolean>
  /** Never fails: what waits is seen without it too. */
  tell: (news: RequestNews) => Promise<void>
  now: () => number
}

const usualReply = 'This address takes no mail at the moment.'
/** What every mail server passes on in a reply (RFC 5321, 4.2), but for the sign at which the mail server's map ends it. */
const passable = /^[\x20-\x7b\x7d\x7e]{1,200}$/

type OwnAddress = OwnAddresses['items'][number]
export interface ChangesOfAddress {
  note?: string | undefined
  isPaused?: boolean | undefined
  reply?: string | undefined
}

/** Two who want the same address at the same moment: one after the other, within this process. */
let tail: Promise<unknown> = Promise.resolve()

/** The addresses of one person: which there are the directory knows, what they are for a note of ours. */
export class AddressBook {
  readonly #services: OwnAddressServices
  readonly #person: SignedIn

  constructor(services: OwnAddressServices, person: SignedIn) {
    this.#services = services
    this.#person = person
  }

  async read(): Promise<OwnAddresses> {
    const { directory, policy } = this.#services
    const found = await directory?.of(this.#person.user)
    const notes = readNotes(await this.#services.notes.read(this.#person.user, 'own-addresses'))
    const [main = '', ...active] = this.#person.addresses
    const requests = await this.#services.requests.of(this.#person.user)
    const known = found ?? { main, active, paused: [], replies: new Map() }
    return listed(known, { made: notes, requests }, found ? policy : null)
  }

  async add(name: string, domain: string, note: string): Promise<ChangedAddresses> {
    return this.#inTurn(async ({ directory, policy }) => {
      const address = `${name.toLowerCase()}@${domain.toLowerCase()}`
      const { main, offer } = await this.read()
      const fault = faultOf(address, policy, offer?.left ?? 0)
      if (fault) return fault
      if ((await directory.holders(address)) > 0) return 'taken'
      return policy.approvers === undefined ? this.#take(directory, address, note) : this.#ask(main, address, note)
    })
  }

  /** Gives the person what they asked for, if all rules still say so. @throws Problem `not-found` where it waits no more */
  async give({ id, address, note }: AddressRequest): Promise<AddressFault | null> {
    const { fault } = await this.#inTurn(async ({ directory, policy }) => {
      const { requests, offer } = await this.read()
      const isWaiting = requests.some((request) => request.id === id && request.refusal === null)
      if (!isWaiting || !(await directory.of(this.#person.user))) throw new Problem('not-found')
      // It is among what is left no more: it waits.
      const fault = faultOf(address, policy, (offer?.left ?? 0) + 1)
      if (fault) return fault
      if ((await directory.holders(address)) > 0) return 'taken'
      const late = await this.#take(directory, address, note)
      if (!late) await this.#services.requests.remove({ id })
      return late
    })
    return fault
  }

  async drop(id: string): Promise<OwnAddresses> {
    const { requests } = this.#services
    const own = (await requests.of(this.#person.user)).find((request) => request.id === id)
    if (own) await requests.remove(own)
    return this.read()
  }

  async change(address: string, { note, isPaused, reply }: ChangesOfAddress): Promise<ChangedAddresses> {
    return this.#inTurn(async ({ directory }) => {
      const own = await this.#own(address)
      if (reply !== undefined && !passable.test(reply)) return 'reply'
      const change = changeOf(own, isPaused, reply)
      // First what may be refused: one request is one change.
      if (change) await directory.change(this.#person.user, change)
      if (note !== undefined) await this.#note((notes) => ({ ...notes, [own.address.toLowerCase()]: note }))
      return null
    })
  }

  async retire(address: string): Promise<ChangedAddresses> {
    return this.#inTurn(async ({ directory }) => {
      const own = (await this.#own(address)).address.toLowerCase()
      await directory.change(this.#person.user, { retire: own })
      await this.#note((notes) => Object.fromEntries(Object.entries(notes).filter(([key]) => key !== own)))
      return null
    })
  }

  #inTurn(
    work: (given: { directory: AliasDirectory; policy: AliasPolicy }) => Promise<AddressFault | null>,
  ): Promise<ChangedAddresses> {
    const { directory, policy } = this.#services
    if (!directory || !policy) throw new Problem('not-allowed')
    const turn = tail.then(async () => {
      const fault = await work({ directory, policy })
      const addresses = await this.read()
      const active = addresses.items.filter(({ isPaused }) => !isPaused).map(({ address }) => address)
      if (!fault) await this.#services.onChange(this.#person, [addresses.main, ...active])
      return { fault, addresses }
    })
    tail = turn.catch(() => undefined)
    return turn
  }

  /** Another server may have given it to somebody at the same moment: then nobody keeps what was second. */
  async #take(directory: AliasDirectory, address: string, note: string): Promise<AddressFault | null> {
    await directory.change(this.#person.user, { activate: address })
    if ((await directory.holders(address)) > 1) {
      await directory.change(this.#person.user, { retire: address })
      return 'taken'
    }
    await this.#note((notes) => ({ ...notes, [address]: note }))
    return null
  }

  async #ask(main: string, address: string, note: string): Promise<AddressFault | null> {
    const { requests, tell, now } = this.#services
    const { user, name } = this.#person
    const request = { user, name, main, address, note, askedAtMs: now() }
    if (!(await requests.add(request))) return 'taken'
    await tell({ what: 'asked', by: this.#person, request, refusal: null })
    return null
  }

  /** As it was made; throws Problem `not-allowed` for one that the person did not make. */
  async #own(address: string): Promise<OwnAddress> {
    const { items } = await this.read()
    const found = items.find((item) => item.isOwn && item.address.toLowerCase() === address.toLowerCase())
    if (!found) throw new Problem('not-allowed')
    return found
  }

  #note(work: (notes: Notes) => Notes): Promise<void> {
    return this.#services.notes.change(this.#person.user, 'own-addresses', (text) => ({
      text: JSON.stringify(work(readNotes(text))),
      made: undefined,
    }))
  }
}

/** What the directory is told; null for nothing. An address is paused with what was said last where nothing is said now. */
function changeOf(own: OwnAddress, isPaused = own.isPaused, reply = own.reply || usualReply): AddressChange | null {
  const address = own.address.toLowerCase()
  if (isPaused) return own.isPaused && reply === own.reply ? null : { pause: { address, reply } }
  return own.isPaused ? { activate: address } : null
}

function faultOf(address: string, policy: AliasPolicy, left: number): AddressFault | null {
  const at = address.lastIndexOf('@')
  const [name, domain] = [address.slice(0, at), address.slice(at + 1)]
  if (!policy.domains.includes(domain)) return 'domain'
  if (!new RegExp(`^(?:${policy.pattern})$`, 'u').test(name)) return 'name'
  if (policy.reservedNames.includes(name)) return 'reserved'
  return left > 0 ? null : 'many'
}

/** By the address in small letters, those that the person has made; with where each is used. */
type Notes = Record<string, string>
const notes = z.record(z.string(), z.string())
const readNotes = (text: string | null): Notes => notes.safeParse(text === null ? {} : JSON.parse(text)).data ?? {}

function listed(
  found: AccountAddresses,
  { made, requests }: { made: Notes; requests: readonly AddressRequest[] },
  policy: AliasPolicy | null,
): OwnAddresses {
  const item = (address: string, isPaused: boolean) => {
    const isOwn = Object.hasOwn(made, address.toLowerCase())
    const note = isOwn ? (made[address.toLowerCase()] ?? '') : ''
    return { address, isPaused, isOwn, note, reply: found.replies.get(address.toLowerCase()) ?? '' }
  }
  const items = [...found.active.map((each) => item(each, false)), ...found.paused.map((each) => item(each, true))]
  const waiting = requests.filter(({ refusal }) => refusal === null).length
  const left = Math.max(0, (policy?.most ?? 0) - items.filter(({ isOwn }) => isOwn).length - waiting)
  return {
    ...{ main: found.main, items },
    requests: requests.map(({ id, address, note, askedAtMs, refusal }) => ({ id, address, note, askedAtMs, refusal })),
    offer: policy && {
      ...{ domains: [...policy.domains], most: policy.most, left },
      needsApproval: policy.approvers !== undefined,
    },
  }
}
