import { useQuery } from '@pinia/colada'
import { computed, nextTick, ref, shallowRef, type ShallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { goingFiles } from '#client/mail/draft-pictures.ts'
import { showPicture } from '#client/mail/editor/document/picture-sources.ts'
import { readUploadRules, type UploadRules } from '#contract/uploads.ts'
import { type DraftProblem } from '../check-draft.ts'
import { bytesOf, roomBytes, sortFiles } from './file-rules.ts'
import { useTransfers } from './transfers.ts'
import { useSavedPictures } from './use-saved-pictures.ts'
import { useFileDrops } from './use-file-drops.ts'

/** The files of the draft: how they come to it, what keeps it from being sent because of them, and waiting for them. */
export function useDraftFiles(
  draft: () => Draft | undefined,
  element: Readonly<ShallowRef<HTMLElement | null>>,
  listId: () => string,
) {
  const transfers = useTransfers()
  const { data: rules } = useQuery({
    key: ['upload-rules'],
    query: ({ signal }) => call(readUploadRules, {}, { signal }),
    staleTime: 600_000,
  })
  const limit = computed(() => (rules.value ? t('files.limit', { size: formatSize(roomBytes(rules.value)) }) : ''))
  /** Why files were not taken just now. */
  const refused = shallowRef<readonly string[]>([])

  function add(files: readonly File[]): void {
    const now = draft()
    if (!now || files.length === 0) return
    const sorted = sortFiles(files, goingFiles(now), rules.value)
    transfers.add(now.key, sorted.taken)
    refuse(sorted.refused)
  }

  /** Takes a picture for the text and answers its name there; null where it cannot go along, which is then said. */
  function addPicture(file: File): string | null {
    const now = draft()
    if (!now) return null
    const { taken, refused: reasons } = sortFiles([file], goingFiles(now), rules.value)
    refuse(reasons)
    if (taken.length === 0) return null
    const cid = transfers.addPicture(now, file)
    showPicture(cid, file)
    return cid
  }

  function refuse(reasons: readonly string[]): void {
    refused.value = reasons
    if (reasons.length > 0) announce(reasons.join(' '), { assertive: true })
  }

  async function hideRefused(): Promise<void> {
    refused.value = []
    await nextTick()
    const heading = document.getElementById(listId())
    ;(heading ?? element.value?.querySelector<HTMLElement>('.attach button'))?.focus()
  }

  useSavedPictures(draft)
  const nameFolders = (names: string[]) => refuse(names.map((name) => t('files.folder', { name })))
  const { isOver } = useFileDrops(() => element.value, add, nameFolders)
  const problems = computed<DraftProblem[]>(() => filesProblems(draft(), rules.value))
  return { limit, refused, hideRefused, add, addPicture, isOver, problems, ...useWaiting(draft) }
}

function filesProblems(draft: Draft | undefined, rules: UploadRules | undefined): DraftProblem[] {
  const files = draft ? goingFiles(draft) : []
  const failed = files.filter(({ state }) => state === 'failed').length
  const texts: string[] = []
  if (failed > 0) texts.push(t('files.problem', { count: failed }))
  if (rules && bytesOf(files) > roomBytes(rules)) {
    texts.push(t('files.together', { size: formatSize(bytesOf(files)), limit: formatSize(roomBytes(rules)) }))
  }
  return texts.map((text) => ({ field: 'files', text }))
}

/** Sending that waits for uploads. */
function useWaiting(draft: () => Draft | undefined) {
  const transfers = useTransfers()
  const isWaiting = ref(false)
  const arriving = computed(() => draft()?.files.filter(({ state }) => state === 'arriving').length ?? 0)
  let stop: (() => void) | null = null

  /** Resolves to true when every upload has ended, to false when the person does not want to wait. */
  async function waitForFiles(): Promise<boolean> {
    const now = draft()
    if (!now || arriving.value === 0) return true
    isWaiting.value = true
    announce(t('files.waiting', { count: arriving.value }))
    const stopped = new Promise<false>((resolve) => {
      stop = () => resolve(false)
    })
    const goesOn = await Promise.race([transfers.settled(now.key).then(() => true), stopped])
    isWaiting.value = false
    return goesOn
  }

  return { isWaiting, arriving, waitForFiles, stopWaiting: () => stop?.() }
}
