import { type Contact, type ContactFields, type ListMember } from '#contract/contacts.ts'
import { noFields } from '../contacts/contact-changes.ts'
import { vi } from 'vitest'

/** A server that keeps these contacts; gives what it keeps, which may be changed as if in another place. */
export function keepsContacts(...first: readonly Partial<ContactFields>[]): Map<string, Contact> {
  const kept = new Map<string, Contact>()
  const gone = new Map<string, Contact>()
  const add = (fields: ContactFields, isCollected = false) => {
    const id = `contact${String(kept.size + gone.size + 1).padStart(13, '0')}`
    const name = fields.name || (fields.addresses[0]?.address ?? '')
    kept.set(id, {
      id,
      isCollected,
      book: isCollected ? 'collected' : 'own',
      version: 'v1',
      fields: { ...fields, name },
      isFavourite: false,
      photo: 'none',
      members: null,
    })
    return kept.get(id)!
  }
  for (const fields of first) add({ ...noFields, ...fields })
  const move = (from: Map<string, Contact>, to: Map<string, Contact>, ids: readonly string[]) => {
    const moved = ids.filter((id) => from.has(id))
    for (const id of moved) {
      to.set(id, from.get(id)!)
      from.delete(id)
    }
    return { ids: moved }
  }
  const before = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (pathname === '/api/contact-ids')
      return Response.json({ ids: fittingOf([...kept.values()], searchParams).map((contact) => contact.id) })
    if (!pathname.startsWith('/api/contacts')) return before(url, init)
    const id = pathname.split('/')[3] ?? ''
    const body = (typeof init.body === 'string' ? JSON.parse(init.body) : {}) as never
    if (id === 'delete') return Response.json(move(kept, gone, (body as { ids: string[] }).ids))
    if (id === 'restore') return Response.json(move(gone, kept, (body as { ids: string[] }).ids))
    if (id === 'export') return new Response((body as { ids: string[] }).ids.join('\n'))
    if (id === 'group') return Response.json({ ids: regroup(kept, body) })
    if (id === '') return Response.json(init.method === 'POST' ? add(body) : windowOf([...kept.values()], searchParams))
    const mark = pathname.split('/')[4] ?? ''
    const contact = kept.get(id)
    if (!contact) return Response.json({ type: 'not-found', status: 404 }, { status: 404 })
    if (mark === 'favourite') {
      kept.set(id, { ...contact, isFavourite: (body as { isFavourite: boolean }).isFavourite })
      return Response.json(kept.get(id))
    }
    if (mark === 'members') {
      kept.set(id, { ...contact, members: changedMembers(contact, body) })
      return Response.json(kept.get(id))
    }
    if (init.method !== 'PATCH') return Response.json(contact)
    const { fields, version } = body as { fields: ContactFields; version: string }
    if (version !== contact.version) return Response.json({ type: 'contact-changed', status: 409 }, { status: 409 })
    kept.set(id, { ...contact, fields, isCollected: false, version: `${version}+` })
    return Response.json(kept.get(id))
  })
  return kept
}

interface MemberChange {
  people?: string[]
  add?: string[]
  remove?: string[]
}

function changedMembers({ members }: Contact, { people = [], add = [], remove = [] }: MemberChange): ListMember[] {
  const staying = (members ?? []).filter(({ member }) => !remove.includes(member))
  const coming = [...people.map((address) => `mailto:${address}`), ...add]
  const address = (member: string) => member.replace('mailto:', '')
  return [
    ...staying,
    ...coming.map((member) => ({ member, is: 'address' as const, name: '', address: address(member) })),
  ]
}

interface GroupChange {
  ids: string[]
  group: string
  isIn: boolean
}

function regroup(kept: Map<string, Contact>, { ids, group, isIn }: GroupChange): string[] {
  const changed = ids.flatMap((id) => kept.get(id) ?? []).filter(({ fields }) => fields.groups.includes(group) !== isIn)
  for (const contact of changed) {
    const others = contact.fields.groups.filter((name) => name !== group)
    kept.set(contact.id, { ...contact, fields: { ...contact.fields, groups: isIn ? [...others, group] : others } })
  }
  return changed.map(({ id }) => id)
}

function fittingOf(all: readonly Contact[], query: URLSearchParams): Contact[] {
  const wanted = (query.get('query') ?? '').toLowerCase()
  return all
    .filter(({ isCollected }) => isCollected === (query.get('collected') === 'true'))
    .filter(({ isFavourite }) => isFavourite || query.get('favourites') !== 'true')
    .filter(({ fields }) => fields.name.toLowerCase().includes(wanted))
    .filter(({ fields }) => query.get('group') === null || fields.groups.includes(query.get('group') ?? ''))
}

function windowOf(all: readonly Contact[], query: URLSearchParams) {
  const fitting = fittingOf(all, query)
  const offset = Number(query.get('offset'))
  const items = fitting
    .slice(offset, offset + Number(query.get('limit')))
    .map(({ id, isCollected, isFavourite, book, fields, members }) => ({
      ...{ ...fields, id, isCollected, isFavourite, isList: members !== null, book },
      addresses: fields.addresses.map(({ address }) => address),
    }))
  const collected = all.filter(({ isCollected }) => isCollected).length
  const favourites = all.filter(({ isFavourite }) => isFavourite).length
  const counts = { total: fitting.length, collected, favourites }
  const names = [...new Set(all.flatMap(({ fields }) => fields.groups))]
  const groups = names.map((name) => ({ name, count: all.filter(({ fields }) => fields.groups.includes(name)).length }))
  return { items, ...counts, offset, groups, books: [], canAdd: false, hasDirectory: false }
}
