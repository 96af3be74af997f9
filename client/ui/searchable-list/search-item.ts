import type { Component } from 'vue'

export interface SearchItem {
  readonly id: string
  readonly label: string
  /** More about it: the folder's owner, the group of an action. */
  readonly detail?: string | undefined
  readonly icon?: Component | undefined
  readonly shortcut?: string | null | undefined
  /** Items of one group stand together under its name. */
  readonly group?: string | undefined
  /** In a list of several choices: whether it is marked; on some means on some of what the choice is for. */
  readonly marked?: 'on' | 'off' | 'some' | undefined
}

/** Runs of items that share a group, in the order given; `start` is the index of the first among all items. */
export function groupItems(items: readonly SearchItem[]): { name: string; start: number; items: SearchItem[] }[] {
  const groups: { name: string; start: number; items: SearchItem[] }[] = []
  items.forEach((item, index) => {
    const name = item.group ?? ''
    const last = groups.at(-1)
    if (last?.name === name) last.items.push(item)
    else groups.push({ name, start: index, items: [item] })
  })
  return groups
}
