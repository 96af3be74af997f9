import { FilePen } from '@lucide/vue'
import { type Component } from 'vue'
import { type Action, availableActions, shownKey } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { continueWriting, type Draft } from '#client/mail/draft.ts'
import { folderIcon, folderPath } from '#client/mail/folder-role.ts'
import { startsLike } from '#client/mail/match-text.ts'
import { paletteOffers } from '#client/mail/palette-offers.ts'
import { type Folder } from '#contract/folders.ts'

export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly detail?: string | undefined
  readonly icon?: Component
  readonly shortcut?: string | null
  readonly group: string
}

/** What is done with messages comes first, what is about the app itself last. */
const groupOrder = ['actions.group', 'app.group.do', 'folder-tree.group', 'app.group.go', 'app.group.app']
const ofTheApp = groupOrder.length - 1

const folderPrefix = 'folder:'
const draftPrefix = 'draft:'
const actionPrefix = 'action:'
const offerPrefix = 'offer:'

/** Everything that can be reached, narrowed to what begins like the words typed. */
export function paletteItems(typed: string, folders: readonly Folder[], drafts: readonly Draft[]): PaletteItem[] {
  const actions = availableActions().map((action) => ({
    id: actionPrefix + action.id,
    label: t(action.labelKey),
    shortcut: shownKey(action),
    group: t(action.groupKey ?? 'app.group.app'),
    order: groupOrder.indexOf(action.groupKey ?? 'app.group.app'),
  }))
  const places = folders
    .filter((folder) => folder.holdsMessages)
    .map((folder) => ({
      id: folderPrefix + folder.id,
      label: t('palette.goTo', { folder: folderPath(folder, folders) }),
      icon: folderIcon(folder),
      group: t('palette.folders'),
    }))
  const begun = drafts.map((draft) => ({
    id: draftPrefix + draft.key,
    label: continueWriting(draft),
    icon: FilePen,
    group: t('app.group.do'),
  }))
  const offers = paletteOffers().map(({ id, label, detail, icon, group }) => ({
    ...{ id: offerPrefix + id, label, detail, icon, group },
  }))
  const here = actions.filter(({ order }) => order < ofTheApp).sort((one, other) => one.order - other.order)
  const ofApp = actions.filter(({ order }) => order >= ofTheApp)
  return [...here, ...offers, ...begun, ...places, ...ofApp].filter(({ label }) => startsLike(label, typed))
}

/** The place that an item of the palette stands for; nothing where it is something to do. */
export function placeWithId(id: string): { folderId: string } | { draftKey: string } | undefined {
  if (id.startsWith(folderPrefix)) return { folderId: id.slice(folderPrefix.length) }
  if (id.startsWith(draftPrefix)) return { draftKey: id.slice(draftPrefix.length) }
  return undefined
}

/** What an item of the palette does, where it can be done now. */
export function actWithId(id: string): Pick<Action, 'run'> | undefined {
  const offers = paletteOffers().map((offer) => ({ ...offer, id: offerPrefix + offer.id }))
  const actions = availableActions().map((action) => ({ ...action, id: actionPrefix + action.id }))
  return [...offers, ...actions].find((each) => each.id === id)
}
