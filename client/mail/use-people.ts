import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { findPeople, type Person } from '#contract/people.ts'

/** Long enough that a name typed at speed asks once, short enough not to be waited for. */
const pauseMs = 150

/** People and groups of the contacts and the directory that fit what is being typed. Without a directory there are none, and a hint says so. */
export function usePeople(typed: Ref<string>) {
  const people = shallowRef<readonly Person[]>([])
  /** The words that `people` answers to. */
  const asked = ref('')
  /** Directories that do not answer; whoever was found in them of late is among the people. */
  const silent = shallowRef<readonly string[]>([])
  /** No directory answers, and nobody is found. */
  const isUnavailable = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let controller = new AbortController()

  async function ask(query: string, signal: AbortSignal): Promise<void> {
    try {
      const { items, silentDirectories = [] } = await call(findPeople, { query: { query } }, { signal })
      if (signal.aborted) return
      people.value = items
      asked.value = query
      isUnavailable.value = false
      silent.value = silentDirectories
    } catch (error) {
      if (signal.aborted) return
      people.value = []
      silent.value = []
      isUnavailable.value = error instanceof ApiProblem && error.type === 'directory-unavailable'
    }
  }

  watch(typed, (text) => {
    clearTimeout(timer)
    controller.abort()
    const query = text.trim().slice(0, 100)
    if (query === '') {
      people.value = []
      return
    }
    controller = new AbortController()
    const { signal } = controller
    timer = setTimeout(() => void ask(query, signal), pauseMs)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    controller.abort()
  })

  return { people, asked, silent, isUnavailable }
}
