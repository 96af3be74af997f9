import type { ListDetails, ListFault, ListPosting, ListRules, MailList } from '#contract/directory-lists.ts'

/** What becomes of a change: the details afterwards, null where the person does not look after the list. */
export interface ListChange {
  fault: ListFault | null
  details: ListDetails | null
}

export interface NewList {
  address: string
  title: string
  posting: ListPosting
}

/**
 * The lists of the directory, always for one person: what they may change, and whether, is asked of the directory in the same write that
 * changes it. Every method throws Problem `directory-unavailable`, and changes `not-allowed` where the directory does not permit it
 * and `not-found` where there is no such list.
 */
export interface ListDirectory {
  /** Lists that name the person or that they look after, by name. */
  of(userName: string): Promise<MailList[]>
  /** Lists whose name or address begins so, by name, at most 50. */
  find(userName: string, query: string): Promise<MailList[]>
  /** Null where the person does not look after it. */
  details(userName: string, address: string): Promise<ListDetails | null>
  join(userName: string, address: string, isMember: boolean): Promise<ListFault | null>
  setMember(userName: string, address: string, member: string, isMember: boolean): Promise<ListChange>
  setOwner(userName: string, address: string, owner: string, isOwner: boolean): Promise<ListChange>
  setRules(userName: string, address: string, before: ListRules, after: ListRules): Promise<ListChange>
  /** Makes one, unless anybody or any list has its address in any way. */
  make(userName: string, list: NewList): Promise<ListChange>
  delete(userName: string, address: string): Promise<ListChange>
  close(): Promise<void>
}
