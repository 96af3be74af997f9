import { type Endpoint } from '#contract/endpoint.ts'
import { downloadPart } from '#contract/messages.ts'
import { fetchPicture } from '#contract/pictures.ts'
import { type MessageId } from '#contract/ids.ts'
import { ApiProblem, problemFromResponse } from './api-problem.ts'
import { type AnyRequest, urlOf } from './call.ts'

/**
 * The bytes of one part of a message, for a picture the message shows inside itself.
 * @throws {ApiProblem}
 */
export async function readPartBytes(messageId: MessageId, partId: string, signal: AbortSignal): Promise<ArrayBuffer> {
  return (await askBytes(downloadPart, { params: { messageId, partId } }, signal)).arrayBuffer()
}

/**
 * A picture from another site, fetched by the server.
 * @throws {ApiProblem}
 */
export async function readPicture(ticket: string, signal: AbortSignal): Promise<Blob> {
  return (await askBytes(fetchPicture, { params: { ticket } }, signal)).blob()
}

/** @throws {ApiProblem} */
export async function askBytes(
  endpoint: Pick<Endpoint, 'path'>,
  request: AnyRequest,
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(urlOf(endpoint, request), {
    credentials: 'same-origin',
    headers: { 'X-Curbcut': '1' },
    signal,
  }).catch((error: unknown) => {
    throw new ApiProblem('no-connection', {}, { cause: error })
  })
  if (!response.ok) throw await problemFromResponse(response)
  return response
}

/** The bytes of a file of the application itself, which the browser has in its cache: a font, to hand it to a frame. */
export async function readAssetBytes(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address)
  if (!response.ok) throw new ApiProblem('unexpected', { status: response.status })
  return response.arrayBuffer()
}
