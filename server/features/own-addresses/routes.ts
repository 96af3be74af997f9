import { answerAddressRequest, dropAddressRequest, readAddressDesk } from '#contract/address-requests.ts'
import { addOwnAddress, changeOwnAddress, readOwnAddresses, retireOwnAddress } from '#contract/own-addresses.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { AddressBook, type OwnAddressServices } from './address-book.ts'
import { ApprovalDesk } from './approval-desk.ts'

export function ownAddressRoutes(services: OwnAddressServices): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new AddressBook(services, signedIn)
  const deskOf = ({ signedIn }: LiveSession) => new ApprovalDesk(services, signedIn)
  return [
    route(readOwnAddresses, (_request, { session }) => bookOf(session).read()),
    route(addOwnAddress, ({ body }, { session }) => bookOf(session).add(body.name, body.domain, body.note)),
    route(changeOwnAddress, ({ body }, { session }) => bookOf(session).change(body.address, body)),
    route(retireOwnAddress, ({ body }, { session }) => bookOf(session).retire(body.address)),
    route(dropAddressRequest, ({ body }, { session }) => bookOf(session).drop(body.id)),
    route(readAddressDesk, (_request, { session }) => deskOf(session).read()),
    route(answerAddressRequest, ({ body }, { session }) => deskOf(session).answer(body.id, body.refusal)),
  ]
}
