import { computed, ref, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { ownFolder } from '#client/mail/use-mailbox.ts'
import { type Filter, type FilterTrial, mostFilters, tryFilter } from '#contract/filters.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type FilterScope } from './filter-scope.ts'

/**
 * Looks through a folder for what a filter would catch, stretch by stretch, and says what it finds.
 *
 * @param before how many filters that are on come before it; all of them unless said
 */
export function useFilterTrial(filter: () => Filter, scope: () => FilterScope, before: () => number | undefined) {
  const folderId = ref<FolderId | ''>(ownFolder(scope().folders, 'inbox')?.id ?? '')
  const found = shallowRef<FilterTrial | null>(null)
  const failure = ref('')
  const isBusy = ref(false)
  /** Another one: the answer to the one before it is not waited for any more. */
  let question = 0
  const folder = computed(() => {
    const chosen = scope().folders.find(({ id }) => id === folderId.value)
    return chosen ? folderName(chosen) : ''
  })

  const text = computed(() => (found.value ? textOf(found.value, folder.value) : ''))
  const hasMore = computed(() => found.value !== null && found.value.looked < found.value.total)

  /** From the newest message on, or on from where it has come to. */
  async function run(goesOn = false): Promise<void> {
    if (isBusy.value || folderId.value === '') return
    const earlier = goesOn ? found.value : null
    const asked = (question += 1)
    isBusy.value = true
    failure.value = ''
    announce(t('filters.trial.running', { folder: folder.value }))
    try {
      const { needs, conditions, actions } = filter()
      const { whose, mailbox } = scope()
      const answers = whose === null && actions.some((action) => action.do === 'reply')
      const body = {
        ...{ filter: { needs, conditions }, folderId: folderId.value, offset: earlier?.looked ?? 0 },
        ...(answers && { answersAfter: before() ?? mostFilters }),
        ...(mailbox !== undefined && { mailbox }),
      }
      const next = await call(tryFilter, { body })
      if (asked !== question) return
      found.value = earlier ? joined(earlier, next) : next
      announce(text.value)
    } catch (error) {
      if (asked !== question) return
      failure.value = whyNot(error, scope().whose)
      announce(`${t('filters.trial.failed')}. ${failure.value}`, { assertive: true })
    } finally {
      if (asked === question) isBusy.value = false
    }
  }

  /** What was found, or is looked for, is no longer true of what the filter says, or of the folder. */
  function forget(): void {
    question += 1
    isBusy.value = false
    failure.value = ''
    found.value = null
  }

  return { folderId, found, failure, isBusy, text, hasMore, run, forget }
}

/** What the mail server says of a folder is another thing in the mailbox of somebody else. */
function whyNot(error: unknown, whose: string | null): string {
  const isRefused = error instanceof ApiProblem && error.type === 'not-allowed'
  return whose !== null && isRefused ? t('their-filters.trial.refused', { whose }) : problemText(error)
}

/** Messages may have come meanwhile, so that the stretches overlap. */
function joined(earlier: FilterTrial, next: FilterTrial): FilterTrial {
  const known = new Set(earlier.caught.map(({ id }) => id))
  const isNew = ({ id }: { id: MessageId }) => !known.has(id)
  return {
    total: next.total,
    looked: earlier.looked + next.looked,
    caught: [...earlier.caught, ...next.caught.filter(isNew)],
    unanswered: [...earlier.unanswered, ...next.unanswered.filter(isNew)],
  }
}

function textOf({ total, looked, caught, unanswered }: FilterTrial, folder: string): string {
  if (total === 0) return t('filters.trial.empty', { folder })
  const ofAll = looked >= total
  const words = { count: caught.length, looked: formatNumber(looked), folder }
  if (caught.length === 0) return t(ofAll ? 'filters.trial.noneOfAll' : 'filters.trial.none', words)
  const said = t(ofAll ? 'filters.trial.foundOfAll' : 'filters.trial.found', words)
  return unanswered.length === 0 ? said : `${said}; ${t('filter-actions.silent.count', { count: unanswered.length })}`
}
