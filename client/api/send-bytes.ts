import { type Endpoint, type ResponseOf } from '#contract/endpoint.ts'
import { type ApiProblem, problemFromResponse } from './api-problem.ts'
import { type AnyRequest, asProblem, urlOf } from './call.ts'
import { eventsOf } from './read-events.ts'

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
  return (await (await answerTo(endpoint, request, bytes, options)).json()) as ResponseOf<E>
}

/**
 * The same where the answer is a stream of events (HTML standard, 9.2), of each of which `onEvent` is told as it comes.
 * @throws {ApiProblem} for everything but an abort by the signal
 */
export async function sendForEvents(
  endpoint: Endpoint,
  request: AnyRequest,
  bytes: Blob,
  { onEvent, ...options }: SendingBytes & { onEvent: (event: unknown) => void },
): Promise<void> {
  const take = eventsOf<unknown>()
  let taken = 0
  const onAnswer = (text: string) => {
    for (const event of take(text.slice(taken))) onEvent(event)
    taken = text.length
  }
  onAnswer(await (await answerTo(endpoint, request, bytes, { ...options, onAnswer })).text())
}

interface Sending extends SendingBytes {
  /** Told as it comes what has come of an answer that is no problem. */
  onAnswer?: (textSoFar: string) => void
}

async function answerTo(endpoint: Endpoint, request: AnyRequest, bytes: Blob, options: Sending): Promise<Response> {
  const response = await send(urlOf(endpoint, request), bytes, options).catch((error: unknown) => {
    throw asProblem(error, options.signal)
  })
  if (!response.ok) throw (await problemFromResponse(response)) satisfies ApiProblem
  return response
}

function send(url: string, bytes: Blob, { signal, onProgress, onAnswer }: Sending): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    request.open('POST', url)
    request.setRequestHeader('X-Curbcut', '1')
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onprogress = () => {
      if (request.status === 200) onAnswer?.(request.responseText)
    }
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }))
    request.onerror = () => reject(new TypeError('The connection was lost'))
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'))
    request.onloadend = () => signal.removeEventListener('abort', stop)
    signal.addEventListener('abort', stop)
    if (signal.aborted) reject(new DOMException('Stopped', 'AbortError'))
    else request.send(bytes)
  })
}
