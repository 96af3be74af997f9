import { onMounted, onScopeDispose, ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'

/**
 * Takes files that are dropped onto an element or pasted into it; `isOver` while some are held above it. Folders cannot be sent:
 * they are named in `onFolders`.
 */
export function useFileDrops(
  element: () => HTMLElement | null,
  onFiles: (files: File[]) => void,
  onFolders: (names: string[]) => void,
) {
  const isOver = ref(false)
  const isInside = (event: DragEvent) => event.target instanceof Node && (element()?.contains(event.target) ?? false)

  /** Files dropped beside the element would make the browser leave the page for them. */
  function hold(event: DragEvent): void {
    if (!bringsFiles(event.dataTransfer)) return
    event.preventDefault()
    const wasOver = isOver.value
    isOver.value = isInside(event)
    if (event.dataTransfer) event.dataTransfer.dropEffect = isOver.value ? 'copy' : 'none'
    if (isOver.value && !wasOver) announce(t('files.dropHere'))
  }

  function leave(event: DragEvent): void {
    // Leaving for another element inside comes with that element.
    if (event.relatedTarget === null) isOver.value = false
  }

  function drop(event: DragEvent): void {
    if (!bringsFiles(event.dataTransfer)) return
    const isTaken = event.defaultPrevented
    event.preventDefault()
    const isHere = isInside(event) && !isTaken
    isOver.value = false
    if (isHere) take(event.dataTransfer)
  }

  function paste(event: ClipboardEvent): void {
    const { clipboardData } = event
    // What has text too was copied for its text: cells of a table come with a picture of themselves.
    if (event.defaultPrevented || !bringsFiles(clipboardData) || clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    take(clipboardData)
  }

  function take(data: DataTransfer | null): void {
    const { files, folders } = contentOf(data)
    if (files.length > 0) onFiles(files)
    if (folders.length > 0) onFolders(folders)
  }

  onMounted(() => {
    addEventListener('dragover', hold)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    element()?.addEventListener('paste', paste)
  })
  onScopeDispose(() => {
    removeEventListener('dragover', hold)
    removeEventListener('dragleave', leave)
    removeEventListener('drop', drop)
  })
  return { isOver }
}

function bringsFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false
}

function contentOf(data: DataTransfer | null): { files: File[]; folders: string[] } {
  const content: { files: File[]; folders: string[] } = { files: [], folders: [] }
  for (const item of data?.items ?? []) {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null
    const file = item.getAsFile()
    if (entry?.isDirectory) content.folders.push(entry.name)
    else if (file) content.files.push(file)
  }
  return content
}
