import { type SeededFault } from '../seeded-fault.ts'

const moved = (name: string, within: string, from: string, to: string, ...seenIn: string[]): SeededFault => ({
  name: `focus: ${name}`,
  criterion: '2.4.3',
  within,
  from,
  to,
  seenIn,
})

const formatting = 'formatting is said, its toolbar is reached by Alt+F10 and left by Escape, and Tab leaves the text'
const opening = 'opening a message lands on its subject, Escape on its row'
const palette = 'the palette takes the focus, is a dialog with a combobox, and gives the focus back'
const menu = 'a menu takes the focus and Escape gives it back to its button'
const skipping = 'the first Tab comes to links that skip to the list and the folders'
const refusedSignIn = 'a refused sign-in leads to what is wrong, and from there to the field'
const conversation = 'features/reading/conversation/ConversationPane.vue'
const moves = 'screens/mail/use-mail-moves.ts'

/** Focus moves: each is a line that sends the focus somewhere. */
export const focusMoves: readonly SeededFault[] = [
  moved('to the subject of an opened message', moves, 'listRoute(id), heading,', 'listRoute(id), "none",', opening),
  moved('back to the row by Escape', moves, 'await focusList(id);', '', opening),
  moved(
    'to a row of the chosen folder',
    moves,
    'await focusList();',
    '',
    'folders say their depth, whether they are open and which is shown; choosing one lands in its list',
  ),
  moved(
    'to the next row after deleting one',
    'ui/windowed-listbox/use-row-focus.ts',
    'if (options.hasFocus.value) moveOn(target, old);',
    '',
    'deleting a row moves the focus to the next one, is said, and can be undone',
  ),
  moved(
    'to the next message after deleting the open one',
    'screens/mail/use-landing.ts',
    'await options.openNext(openedBy(rows, nextRow));',
    'await options.closeMessage(next);',
    'deleting the open message lands on the subject of the next one',
  ),
  moved(
    'by arrows from row to row',
    'ui/windowed-listbox/use-list-keys.ts',
    'ArrowDown: here + 1',
    'ArrowDown: here',
    'arrows, Home and End go from row to row',
  ),
  moved(
    'to the newest unread row after signing in',
    'screens/mail/use-first-landing.ts',
    'await listPane.value?.focus(newestUnread(rows.value)?.id);',
    '',
    'signing in is said and lands on the newest unread row',
  ),
  moved(
    'to new mail that is let in',
    'features/message-list/MessageListPane.vue',
    'listbox.value?.focusFirst();',
    '',
    'new mail is said, waits, and leaves the focus on its row',
  ),
  moved(
    'back from Undo before its bar goes',
    'app/use-leaving-bar.ts',
    'await moveFocusThenRemove(returnTo, () => act?.());',
    'act?.();',
    'Undo by its button gives the focus back to the list',
  ),
  moved('into a dialog that opens', 'ui/dialog/use-modal.ts', 'focusFirst(box.value);', '', palette),
  moved('back from a dialog that closes', 'ui/dialog/use-modal.ts', 'await focusReturn.giveBack();', '', palette),
  moved('kept inside a dialog', 'ui/dialog/use-modal.ts', 'rest.silenceSoon();', '', palette),
  moved('into a menu that opens', 'ui/menu-button/MenuButton.vue', 'list.value?.focusItem(from);', '', menu),
  moved(
    'back from a menu that closes',
    'ui/menu-button/MenuButton.vue',
    'if (returnFocus) (anchor?.isConnected ? anchor : button.value)?.focus();',
    '',
    menu,
  ),
  moved(
    'to another region by F6',
    'accessibility/regions.ts',
    'if (moveToRegion(event.shiftKey ? -1 : 1)) event.preventDefault();',
    '',
    'F6 goes round the regions, which say what they are, and back to where one was',
  ),
  moved('by skip links', 'ui/skip-links/SkipLinks.vue', 'focusElement(row ?? target);', '', skipping),
  moved(
    'to the heading of another screen',
    'accessibility/page-title.ts',
    'focusSoon(wished ??',
    '((unheard) => unheard)(wished ??',
    'another screen is entered at its heading, and a setting that changes is said',
  ),
  moved(
    'to a page of the settings',
    'features/settings/SettingsTopic.vue',
    'useNavigationFocus(() => heading.value)',
    'void 0',
    'another screen is entered at its heading, and a setting that changes is said',
  ),
  moved(
    'to what is wrong at sign-in',
    'ui/error-summary/ErrorSummary.vue',
    'focusSoon(box.value)',
    'void 0',
    refusedSignIn,
  ),
  moved(
    'from what is wrong to the field',
    'ui/error-summary/ErrorSummary.vue',
    'if (field) focusElement(field);',
    '',
    refusedSignIn,
  ),
  moved(
    'into the field where writing begins',
    'features/compose/DraftForm.vue',
    'onMounted(focusStart);',
    '',
    'a message without recipients is not sent: said, and the focus is in the field that says why',
  ),
  moved(
    'to the field that keeps a message from being sent',
    'features/compose/DraftForm.vue',
    'await fields.value?.focusFirst(problems.value);',
    '',
    'a message without recipients is not sent: said, and the focus is in the field that says why',
  ),
  moved(
    'to the subject that is missing',
    'features/compose/DraftForm.vue',
    'await fields.value?.focusField(place);',
    'undefined;',
    'the check before sending takes the focus, is left by Escape, and its mend leads to what is missing',
  ),
  moved(
    'from the text to its toolbar',
    'mail/editor/RichEditor.vue',
    'run: () => toolbar.value?.focus()',
    'run: () => void 0',
    formatting,
  ),
  moved('from the toolbar back to the text', 'mail/editor/EditorToolbar.vue', 'emit("leave")', 'void 0', formatting),
  moved(
    'back to where writing began',
    'features/compose/use-leaving.ts',
    'afterNavigationFocus(whereWritingBegan(cameFrom));',
    'afterNavigationFocus("none");',
    'closing a message one has begun leads back to the row',
  ),
  moved(
    'to the next recipient after removing one',
    'ui/token-field/TokenList.vue',
    'focusToken(index + 1 < props.tokens.length ? index + 1 : index - 1);',
    ';',
    'recipients are said as they come and go, and the focus stays among them',
  ),
  moved(
    'to the next attachment after leaving one out',
    'features/compose/files/FileList.vue',
    'next?.focus();',
    '',
    'leaving out a forwarded attachment is said, and the focus goes on to what is left',
  ),
  moved(
    'to the next message of a conversation',
    conversation,
    'if (!next) return false;',
    'return false;',
    'in a conversation n and p go from message to message, unfold it, and then go on to the next subject',
  ),
  moved(
    'to the next message after deleting one of a conversation',
    conversation,
    'if (next) focusArticle(next.id);',
    '',
    'deleting one message of a conversation is said and goes on with the next message of it',
  ),
]
