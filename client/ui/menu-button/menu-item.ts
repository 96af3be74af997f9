import type { Component } from 'vue'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: Component | undefined
  /** The key that does the same: shown, and told to readers. */
  readonly shortcut?: string | null | undefined
  readonly danger?: boolean | undefined
  /** Why it cannot be chosen now; it stays reachable, so that the reason can be read. */
  readonly disabledReason?: string | undefined
  /** On or off, for items that switch something. */
  readonly checked?: boolean | undefined
  /** Of the checked items of its menu only one can be on. */
  readonly isOneOf?: boolean | undefined
  readonly separatorBefore?: boolean | undefined
}
