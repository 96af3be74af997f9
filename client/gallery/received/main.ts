import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { setLocale } from '#client/i18n/i18n.ts'
import ReceivedMails from './ReceivedMails.vue'

/*
 * Many received messages on one page, each in the frame of the reading view, for the hostile corpus; never part of the product.
 * What to show is laid down before in `receivedMails`.
 */
interface Asked {
  receivedMails: { mails: readonly string[]; isCleaned: boolean }
}

await setLocale('en')
const nowhere = { template: '' }
const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/', component: nowhere },
    { path: '/compose/:draftKey', name: 'compose', component: nowhere },
  ],
})
const { mails, isCleaned } = (globalThis as unknown as Asked).receivedMails
createApp(ReceivedMails, { mails, isCleaned }).use(createPinia()).use(router).mount('#app')
