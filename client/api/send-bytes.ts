import { type Endpoint, type ResponseOf } from '#contract/endpoint.ts'
import { type ApiProblem, problemFromResponse } from './api-problem.ts'
import { type AnyRequest, asProblem, urlOf } from './call.ts'

interface SendingBytes {
  signal: AbortSignal
  /** Told a few times a second how many bytes have gone out. */
  onProgress: (sentBytes: number) => void
}

/**
 * Sends a file as the body of a request (`rawBody`). By XMLHttpRequest, because `fetch` does not tell how far it is.
 * @throws {ApiProblem} for everything but an abort by the signal
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the constraint only says "some endpoint"
export async function sendBytes<E extends Endpoint<any, any, any, any>>(
  endpoint: E,
  request: AnyRequest,
  bytes: Blob,
  options: SendingBytes,
): Promise<ResponseOf<E>> {
  const response = await send(urlOf(endpoint, request), bytes, options).catch((error: unknown) => {
    throw asProblem(error, options.signal)
  })
  if (!response.ok) throw (await problemFromResponse(response)) satisfies ApiProblem
  return (await response.json()) as ResponseOf<E>
}

function send(url: string, bytes: Blob, { signal, onProgress }: SendingBytes): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    request.open('POST', url)
    request.setRequestHeader('X-Curbcut', '1')
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }))
    request.onerror = () => reject(new TypeError('The connection was lost'))
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'))
    request.onloadend = () => signal.removeEventListener('abort', stop)
    signal.addEventListener('abort', stop)
    if (signal.aborted) reject(new DOMException('Stopped', 'AbortError'))
    else request.send(bytes)
  })
}
