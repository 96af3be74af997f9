import { type Endpoint, type RequestOf, type ResponseOf } from '#contract/endpoint.ts'
import { ApiProblem, problemFromResponse } from './api-problem.ts'

export interface CallOptions {
  signal?: AbortSignal
  /** How long to wait for the answer before giving up as `no-connection`; half a minute unless said, `Infinity` for as long as it takes. */
  timeoutMs?: number
  /** A response already on its way (see `early-start.ts`), used instead of asking again. */
  response?: Promise<Response>
  /** False where a missing session is an answer, not an interruption: at start-up and at sign-in itself. */
  signInAgain?: boolean
}

/** Asks the person to sign in again in place; resolves true once there is a session again. */
export type SignInAgain = () => Promise<boolean>

let signInAgain: SignInAgain | undefined

/** Installs what happens when a session has ended in the middle of the work; the call is then made once more. */
export function whenSessionHasEnded(ask: SignInAgain | undefined): void {
  signInAgain = ask
}

export interface AnyRequest {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
}

/**
 * Calls one endpoint of the contract and returns its typed answer.
 * @throws {ApiProblem} for everything but an abort by the caller's own signal, which is passed on as it is.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the constraint only says "some endpoint"
export async function call<E extends Endpoint<any, any, any, any>>(
  endpoint: E,
  request: RequestOf<E>,
  options: CallOptions = {},
): Promise<ResponseOf<E>> {
  const response = await answerTo(endpoint, request, options)
  if (endpoint.response === 'empty') return undefined as ResponseOf<E>
  try {
    return (await response.json()) as ResponseOf<E>
  } catch (error) {
    throw asProblem(error, options.signal)
  }
}

/**
 * The response of an endpoint, its body not read yet.
 * @throws {ApiProblem} like `call`, also for a response that is a problem.
 */
export async function answerTo(endpoint: Endpoint, request: AnyRequest, options: CallOptions = {}): Promise<Response> {
  let response = await (options.response ?? send(endpoint, request, options)).catch((error: unknown) => {
    throw asProblem(error, options.signal)
  })
  if (response.status === 401 && endpoint.auth === 'session' && options.signInAgain !== false && signInAgain) {
    if (await signInAgain()) response = await send(endpoint, request, options)
  }
  if (!response.ok) throw await problemFromResponse(response)
  return response
}

async function send(endpoint: Endpoint, request: AnyRequest, options: CallOptions): Promise<Response> {
  const { signal, timeoutMs = 30_000 } = options
  const ends = [...(signal ? [signal] : []), ...(timeoutMs === Infinity ? [] : [AbortSignal.timeout(timeoutMs)])]
  const accepts = endpoint.response === 'events' ? 'text/event-stream' : 'application/json'
  const headers: Record<string, string> = { 'X-Curbcut': '1', Accept: accepts }
  const init: RequestInit = {
    method: endpoint.method,
    credentials: 'same-origin',
    headers,
    signal: AbortSignal.any(ends),
  }
  let body = ''
  if (request.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    body = init.body = JSON.stringify(request.body)
  }
  init.keepalive = outlivesPage(endpoint, body)
  try {
    return await fetch(urlOf(endpoint, request), init)
  } catch (error) {
    throw asProblem(error, options.signal)
  }
}

/**
 * Whether a request goes on when its page is closed or loaded again. A change is on the screen before the server has it, so
 * it would be lost otherwise. Browsers take 64 KiB of such bodies at once, and refuse what is beyond (Fetch, 4.6).
 */
function outlivesPage(endpoint: Endpoint, body: string): boolean {
  return endpoint.method !== 'GET' && endpoint.auth === 'session' && body.length <= 2048
}

/** The address of an endpoint with its placeholders filled in, for links such as downloads. */
export function urlOf(endpoint: Pick<Endpoint, 'path'>, request: AnyRequest): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(request.params?.[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) query.set(name, String(value))
  }
  return query.size > 0 ? `${path}?${query}` : path
}

export function asProblem(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted || error instanceof ApiProblem) return error
  return new ApiProblem('no-connection', {}, { cause: error })
}
