import { type Action, defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { screenActions } from '#client/mail/screen-actions.ts'

interface MailActions {
  write: () => void
  openNextUnread: () => void
  openNeighbour: (step: 1 | -1) => void
  goFolders: () => void
  goList: () => void
  goMessage: () => void
  /** Something stands in the reading pane. */
  hasContent: () => boolean
  /** The focus is in an open message. */
  isInMessage: () => boolean
}

/** What can be done on the mail screen besides the commands on messages, by key and by palette. */
export function useMailActions(act: MailActions): void {
  useAction(defineAction({ ...screenActions.write, run: act.write }), ...readingActions(act), ...placeActions(act))
}

function readingActions(act: MailActions): Action[] {
  const view = useMailView()
  const when = () => view.openId !== null
  return [
    defineAction({ ...screenActions.nextUnread, run: act.openNextUnread }),
    defineAction({ ...screenActions.next, when, run: () => act.openNeighbour(1) }),
    defineAction({ ...screenActions.previous, when, run: () => act.openNeighbour(-1) }),
  ]
}

function placeActions(act: MailActions): Action[] {
  const groupKey = 'app.group.go'
  return [
    defineAction({ id: 'go-folders', labelKey: 'app.goFolders', groupKey, run: act.goFolders }),
    defineAction({ id: 'go-list', labelKey: 'app.goList', groupKey, run: act.goList }),
    defineAction({ id: 'go-message', labelKey: 'app.goMessage', groupKey, when: act.hasContent, run: act.goMessage }),
    defineAction({
      id: 'go-back',
      labelKey: 'app.back',
      groupKey,
      keys: 'Escape',
      hidden: true,
      when: act.isInMessage,
      run: act.goList,
    }),
  ]
}
