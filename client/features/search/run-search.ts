import { ApiProblem } from '#client/api/api-problem.ts'
import { readEvents } from '#client/api/read-events.ts'
import { appendFound, countFound } from '#client/mail/read-found.ts'
import { mostStreamed, useSearches } from '#client/mail/searches.ts'
import { type SearchEvent, searchMessages } from '#contract/search.ts'

/** Searches from the start and puts what is found into the search's list as it comes. Failures are kept with the search, never thrown. */
export async function runSearch(key: string): Promise<void> {
  const searches = useSearches()
  const signal = searches.begin(key)
  const search = searches.find(key)
  if (!search) return
  try {
    const events = readEvents<SearchEvent, typeof searchMessages>(searchMessages, { body: search.query }, signal)
    for await (const event of events) {
      // A later run of the same search has taken over.
      if (signal.aborted) return
      apply(key, event)
    }
    if (!signal.aborted && searches.find(key)?.state === 'running') throw new ApiProblem('no-connection')
  } catch (error) {
    if (!signal.aborted) searches.change(key, { state: 'failed', problem: error })
  } finally {
    countFound(key)
  }
}

function apply(key: string, event: SearchEvent): void {
  const searches = useSearches()
  const search = searches.find(key)
  if (!search) return
  switch (event.type) {
    case 'started':
      searches.change(key, { searchId: event.searchId, total: event.total })
      break
    case 'hits': {
      const readTo = Math.min(search.readTo + event.items.length, mostStreamed)
      searches.change(key, { found: Math.max(search.found, readTo) })
      appendFound(key, event.items, readTo)
      break
    }
    case 'progress': {
      const { stage, searched, total, found } = event
      searches.change(key, { stage, searched, total, found })
      countFound(key)
      break
    }
    case 'done':
      searches.change(key, { state: 'done', found: event.found, complete: event.complete })
      break
    case 'failed':
      searches.change(key, { state: 'failed', found: event.found, problem: new ApiProblem(event.problem) })
  }
}
