import { type Endpoint, type RequestOf } from '#contract/endpoint.ts'
import { answerTo, asProblem } from './call.ts'

/**
 * Reads the server-sent events (HTML standard, 9.2) that an endpoint answers to one request, until it has no more.
 * `Event` is what their `data` lines hold as JSON; comments and lines of other kinds are passed over.
 * @throws {ApiProblem} for everything but an abort by `signal`, which is passed on as it is.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the constraint only says "some endpoint"
export async function* readEvents<Event, E extends Endpoint<any, any, any, 'events'>>(
  endpoint: E,
  request: RequestOf<E>,
  signal: AbortSignal,
): AsyncGenerator<Event, void> {
  const { body } = await answerTo(endpoint, request, { signal, timeoutMs: Infinity })
  if (!body) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const take = eventsOf<Event>()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield* take(decoder.decode(value, { stream: true }))
    }
  } catch (error) {
    throw asProblem(error, signal)
  } finally {
    void reader.cancel().catch(() => undefined)
  }
}

/** Takes the text of a stream piece by piece; gives the events that are whole with it. */
export function eventsOf<Event>(): (piece: string) => Event[] {
  let text = ''
  return (piece) => {
    const blocks = (text + piece).split(/\r?\n\r?\n/)
    text = blocks.pop() ?? ''
    return blocks
      .map(dataOf)
      .filter((data) => data !== '')
      .map((data) => JSON.parse(data) as Event)
  }
}

function dataOf(block: string): string {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'))
  return lines.map((line) => line.slice('data:'.length).trimStart()).join('\n')
}
