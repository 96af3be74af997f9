import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { useDrafts } from '#client/mail/drafts.ts'

/** Offers to go on with what was being written when another tab went away. */
export function useRecovered(): void {
  const drafts = useDrafts()
  const router = useRouter()
  watch(
    () => drafts.recovered.length,
    async (count) => {
      if (count === 0) return
      const { offerRecovered } = await import('#client/features/compose/drafts/offer-recovered.ts')
      offerRecovered(router)
    },
    { immediate: true },
  )
}
