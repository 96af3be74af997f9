import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** What stands between the person and their mail, if anything. */
export const useConnection = defineStore('connection', () => {
  const isOnline = ref(navigator.onLine)
  const isLive = ref(true)
  const hasMailServer = ref(true)
  addEventListener('online', () => {
    isOnline.value = true
  })
  addEventListener('offline', () => {
    isOnline.value = false
  })

  const trouble = computed<'offline' | 'mail-server' | null>(() => {
    if (!isOnline.value || !isLive.value) return 'offline'
    return hasMailServer.value ? null : 'mail-server'
  })
  return { isOnline, isLive, hasMailServer, trouble }
})
