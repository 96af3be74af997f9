import type { Component } from 'vue'

export interface TreeNode {
  readonly id: string
  /** The whole spoken name: "Inbox, 12 unread". Begins with `text`. */
  readonly label: string
  /** What is seen. */
  readonly text: string
  readonly icon?: Component | undefined
  /** Shown at the end of the line; nothing for 0. */
  readonly count?: number | undefined
  readonly children?: readonly TreeNode[] | undefined
  /** The page that is open. */
  readonly current?: boolean | undefined
  /** A folder that cannot be opened itself and only holds others. */
  readonly muted?: boolean | undefined
}

/** A node as a line of the tree that is shown. Level, position and set size as ARIA counts them, from 1. */
export interface TreeLine {
  readonly node: TreeNode
  readonly level: number
  readonly position: number
  readonly setSize: number
  readonly parentId: string | null
  readonly isExpandable: boolean
  readonly isExpanded: boolean
}

/** The lines to show: children only where the parent is expanded. */
export function treeLines(
  nodes: readonly TreeNode[],
  expandedIds: ReadonlySet<string>,
  level = 1,
  parentId: string | null = null,
): TreeLine[] {
  return nodes.flatMap((node, index) => {
    const children = node.children ?? []
    const isExpandable = children.length > 0
    const isExpanded = isExpandable && expandedIds.has(node.id)
    const line = { node, level, position: index + 1, setSize: nodes.length, parentId, isExpandable, isExpanded }
    return isExpanded ? [line, ...treeLines(children, expandedIds, level + 1, node.id)] : [line]
  })
}
