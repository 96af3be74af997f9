import { type Label } from '#contract/labels.ts'
import { type Answer } from './fake-server.ts'

interface Asked {
  readonly method: string
  /** Of the path, without `/api`. */
  readonly parts: readonly string[]
  readonly body: unknown
  readonly query: URLSearchParams
}

/** Labels of the own mailbox; whatever else is asked is left to others. */
export function answerLabels(labels: Label[], { method, parts, body, query }: Asked): Answer | null {
  if (parts[0] === 'labels') {
    return [200, { items: [{ mailboxId: 'inbox', owner: null, mayChange: true, labels: [...labels] }] }]
  }
  if (parts[0] !== 'mailboxes') return null
  const wish = body as Partial<Label>
  const keyword = query.get('keyword') ?? wish.keyword ?? wish.name?.toLowerCase().replaceAll(' ', '_') ?? ''
  const at = labels.findIndex((label) => label.keyword === keyword)
  if (method === 'DELETE') {
    labels.splice(at, 1)
    return [
      200,
      query.get('onlyForget') ? { changed: 0, messages: { ids: [] } } : { changed: 1, messages: { ids: ['b'] } },
    ]
  }
  const isTaken = labels.some((label, index) => index !== at && label.name === wish.name)
  if (isTaken || (method === 'POST' && at >= 0)) return [409, { type: 'label-exists', status: 409, requestId: 'r-1' }]
  const label: Label = { keyword, name: '', colour: 'teal', shape: 'dot', ...labels[at], ...wish }
  if (at < 0) labels.push(label)
  else labels[at] = label
  return [200, label]
}
