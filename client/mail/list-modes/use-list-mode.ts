import { computed, defineAsyncComponent, nextTick } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { type ListMode, usePreferences } from '#client/accessibility/preferences.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import type PagedList from './PagedList.vue'
import WindowedListbox from '#client/ui/windowed-listbox/WindowedListbox.vue'

const loadPaged = () => import('./PagedList.vue')
const loadHeadings = () => import('./HeadingList.vue')
/** They are told the same; what each is given besides is in `listExtras`. */
type ListView = typeof PagedList
const views = {
  continuous: WindowedListbox,
  pages: defineAsyncComponent(loadPaged),
  headings: defineAsyncComponent(loadHeadings),
} as Record<ListMode, unknown> as Record<ListMode, ListView>
const load: Record<ListMode, () => Promise<unknown>> = {
  continuous: () => Promise.resolve(),
  pages: loadPaged,
  headings: loadHeadings,
}

interface ListModeOptions {
  level: () => number
  isSelecting: () => boolean
  focus: () => Promise<void>
}

/**
 * How lists of messages are shown, as the person has chosen: all are told and tell the same, so one stands in for another.
 * Offers the other ways in the palette; `focus` then puts the focus where it was.
 */
export function useListMode({ level, isSelecting, focus }: ListModeOptions) {
  const preferences = usePreferences()

  async function choose(mode: ListMode): Promise<void> {
    await load[mode]()
    preferences.listMode = mode
    announce(t('message-list.mode.now', { mode: t(`message-list.mode.${mode}`) }))
    await nextTick()
    await focus()
  }

  for (const mode of ['continuous', 'pages', 'headings'] as const) {
    useAction(
      defineAction({
        id: `list-${mode}`,
        labelKey: `message-list.mode.show.${mode}`,
        groupKey: 'app.group.do',
        when: () => preferences.listMode !== mode,
        run: () => void choose(mode),
      }),
    )
  }

  return {
    listView: computed(() => views[preferences.listMode]),
    /** What only one of them wants to know. */
    listExtras: computed(() =>
      preferences.listMode === 'headings' ? { level: level(), isSelecting: isSelecting() } : {},
    ),
  }
}
