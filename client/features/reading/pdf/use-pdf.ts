import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type OpenPdf, openPdf, type PdfFault, PdfProblem } from './open-pdf.ts'

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]

const faultOf = (error: unknown): PdfFault => (error instanceof PdfProblem ? error.fault : 'damaged')

/** A PDF file on its way to being read: which page of it, how large, and whether as pages or as plain text. */
export function usePdf(bytes: Uint8Array) {
  const document = shallowRef<OpenPdf | null>(null)
  const fault = ref<PdfFault | null>(null)
  const shown = ref(1)
  const page = computed({ get: () => shown.value, set: (number) => void (shown.value = Math.round(number)) })
  const zoom = ref(1)
  const count = computed(() => document.value?.pageCount ?? 0)
  let isGone = false

  function failed(error: unknown): void {
    if (isGone) return
    fault.value = faultOf(error)
    document.value?.close()
    announce(t(`pdf-view.fault.${fault.value}`))
  }

  async function open(): Promise<void> {
    try {
      const opened = await openPdf(bytes)
      if (isGone) opened.close()
      else document.value = opened
    } catch (error) {
      failed(error)
    }
  }

  /** Another page; the end of the file is said instead. */
  function go(step: number): void {
    const next = page.value + step
    if (next < 1 || next > count.value) announce(t(next < 1 ? 'pdf-view.first' : 'pdf-view.last'))
    else page.value = next
  }

  function zoomBy(step: number): void {
    const next = zooms[zooms.indexOf(zoom.value) + step] ?? zoom.value
    zoom.value = next
    announce(t('pdf-view.zoom', { percent: formatNumber(next, { style: 'percent' }) }))
  }

  watch(page, (number) => announce(t('pdf-view.place', { number, count: count.value })))
  onScopeDispose(() => {
    isGone = true
    document.value?.close()
  })
  void open()
  return { document, fault, page, zoom, count, go, zoomBy, failed }
}
