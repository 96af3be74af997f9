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

/** What belongs together; the id is the last part of the key of its title. */
export interface TopicGroup {
  id: string
  topics: readonly Topic[]
}

/** In the order in which they are listed. */
export const topicGroups: readonly TopicGroup[] = [
  {
    id: 'screen',
    topics: [
      topic('look', () => import('./LookSettings.vue')),
      topic('layout', () => import('./LayoutSettings.vue')),
      topic('speech', () => import('./SpeechSettings.vue')),
      topic('keys', () => import('./KeySettings.vue')),
    ],
  },
  {
    id: 'reading',
    topics: [
      topic('views', () => import('./ViewSettings.vue')),
      topic('pictures', () => import('./PictureSettings.vue')),
    ],
  },
  {
    id: 'writing',
    topics: [
      topic('identities', () => import('./identities/IdentitySettings.vue')),
      topic('addresses', () => import('./addresses/AddressSettings.vue')),
      topic('templates', () => import('./templates/TemplateSettings.vue')),
    ],
  },
  {
    id: 'incoming',
    topics: [
      topic('absence', () => import('./absence/AbsenceSettings.vue')),
      topic('acknowledgement', () => import('./acknowledgement/AcknowledgementSettings.vue')),
      topic('forwarding', () => import('./forwarding/ForwardingSettings.vue')),
      topic('filters', () => import('./filters/FilterSettings.vue')),
      topic('senders', () => import('./senders/SenderSettings.vue')),
      topic('scripts', () => import('./scripts/ScriptSettings.vue')),
    ],
  },
  {
    id: 'mailbox',
    topics: [
      topic('mail', () => import('./MailSettings.vue')),
      topic('storage', () => import('./storage/StorageSettings.vue')),
      topic('copies', () => import('./copies/CopySettings.vue')),
      topic('sharing', () => import('./sharing/SharingSettings.vue')),
      topic('activity', () => import('./activity/ActivitySettings.vue')),
    ],
  },
  {
    id: 'account',
    topics: [
      topic('second-step', () => import('./second-step/SecondStepSettings.vue')),
      topic('app-passwords', () => import('./app-passwords/AppPasswordSettings.vue')),
      topic('devices', () => import('./sessions/SessionSettings.vue')),
      topic('security', () => import('./security/SecuritySettings.vue')),
    ],
  },
]

export const topics: readonly Topic[] = topicGroups.flatMap((group) => group.topics)
