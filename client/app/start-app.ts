import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { moveFocusOnNavigation } from '#client/accessibility/page-title.ts'
import { applyPreferences } from '#client/accessibility/preferences.ts'
import App from './App.vue'
import { createAppRouter } from './router.ts'

export async function startApp(): Promise<void> {
  const app = createApp(App)
  app.use(createPinia())
  app.use(PiniaColada, {
    queryOptions: {
      // Live events tell of changes; asking again at each glance would only cost the mail server.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  })
  const router = createAppRouter()
  moveFocusOnNavigation(router)
  await applyPreferences()
  app.use(router)
  await parsed()
  app.mount('#app')
}

/** The entry runs as early as it can; the page it goes into may not have been read to its end. */
function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return Promise.resolve()
  return new Promise((resolve) => addEventListener('DOMContentLoaded', () => resolve(), { once: true }))
}
