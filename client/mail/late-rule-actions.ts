import { type Component, type Ref, shallowRef } from 'vue'
import { type ActionDescription } from './screen-actions.ts'
import { type Target } from './selection.ts'

export interface LateAction extends ActionDescription {
  readonly icon: Component
  readonly shortcut: string | null
  enabled(target: Target): boolean
  run(target: Target): void
}

/**
 * What has to do with rules on the mail server, and with working together: nothing until `RuleActions.vue` has come, for which the
 * first message does not wait.
 */
export const lateRuleActions: Ref<readonly LateAction[]> = shallowRef([])
