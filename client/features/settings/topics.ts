import { type Component, defineAsyncComponent } from 'vue'

/** What a page of the settings is about: the last part of its address, and of the keys of its title and what it is for. */
export interface Topic {
  id: string
  part: Component
}

const topic = (id: string, load: () => Promise<{ default: Component }>): Topic => ({
  id,
  part: defineAsyncComponent(load),
})

/** In the order in which they are listed. */
export const topics: readonly Topic[] = [
  topic('look', () => import('./LookSettings.vue')),
  topic('layout', () => import('./LayoutSettings.vue')),
  topic('views', () => import('./ViewSettings.vue')),
  topic('pictures', () => import('./PictureSettings.vue')),
  topic('speech', () => import('./SpeechSettings.vue')),
  topic('keys', () => import('./KeySettings.vue')),
  topic('mail', () => import('./MailSettings.vue')),
  topic('identities', () => import('./identities/IdentitySettings.vue')),
  topic('templates', () => import('./templates/TemplateSettings.vue')),
  topic('absence', () => import('./absence/AbsenceSettings.vue')),
  topic('forwarding', () => import('./forwarding/ForwardingSettings.vue')),
  topic('filters', () => import('./filters/FilterSettings.vue')),
  topic('devices', () => import('./sessions/SessionSettings.vue')),
]
