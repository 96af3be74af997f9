import { nextTick, type WritableComputedRef, computed } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { type PreferenceValues, usePreferences } from '#client/accessibility/preferences.ts'
import { t } from '#client/i18n/i18n.ts'

/**
 * One preference as the model of a field: a change applies at once and is said ("Theme: Dark"). `name` and `value` are asked
 * for after the change, so that a change of language is said in the new one.
 */
export function useChoice<Key extends keyof PreferenceValues>(
  key: Key,
  words: (value: PreferenceValues[Key]) => { name: string; value: string },
): WritableComputedRef<PreferenceValues[Key]> {
  const preferences = usePreferences()
  return computed({
    get: () => preferences[key] as PreferenceValues[Key],
    set(value) {
      preferences.$patch({ [key]: value } as object)
      void nextTick(() => announce(t('settings.now', words(value))))
    },
  })
}

/** "On" or "Off", for what is said after a switch. */
export function onOff(isOn: boolean): string {
  return t(isOn ? 'settings.on' : 'settings.off')
}
