import { useQuery } from '@pinia/colada'
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { listDirectory, readDepartments } from '#contract/directory.ts'

/** Long enough that a name typed at speed asks once, short enough not to be waited for. */
const pauseMs = 150

/** Departments, and the people who fit what is asked for. Call it in setup. */
export function useDirectory() {
  const departments = useQuery({
    key: ['directory-departments'],
    query: ({ signal }) => call(readDepartments, {}, { signal }),
  })
  const filter = reactive({ query: '', department: '' })
  const isAsked = computed(() => filter.query.trim() !== '' || filter.department !== '')
  const found = shallowRef<ResponseOf<typeof listDirectory> | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    if (!isAsked.value) {
      found.value = null
      return
    }
    isLoading.value = true
    try {
      const query = { query: filter.query.trim().slice(0, 100), department: filter.department }
      found.value = await call(listDirectory, { query }, { signal })
      error.value = null
      announce(t('directory.found', { count: found.value.items.length }))
    } catch (reason) {
      if (!signal.aborted) error.value = reason
    } finally {
      if (!signal.aborted) isLoading.value = false
    }
  }

  /** More than one: then each entry says which it is from. */
  const hasSeveral = computed(() => (departments.data.value?.directories.length ?? 0) > 1)
  const silent = computed(() => (found.value ?? departments.data.value)?.silentDirectories ?? [])

  watch(filter, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void read(), pauseMs)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    controller.abort()
  })
  return { departments, filter, isAsked, found, error, isLoading, hasSeveral, silent, read }
}
