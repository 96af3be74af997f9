import { type SeededFault } from '../seeded-fault.ts'

const silent = (name: string, within: string, from: string, to: string, ...seenIn: string[]): SeededFault => ({
  name: `status: ${name}`,
  criterion: '4.1.3',
  within,
  from,
  to,
  seenIn,
})

const deleting = 'deleting a row moves the focus to the next one, is said, and can be undone'
const regions = 'accessibility/LiveRegions.vue'
const rows = 'rows say where they stand and what is selected'
const recipients = 'recipients are said as they come and go, and the focus stays among them'
const newMail = 'new mail is said, waits, and leaves the focus on its row'
const list = 'features/message-list/MessageListPane.vue'
const selection = 'mail/use-row-selection.ts'

/** What is said without moving the focus. */
export const liveWords: readonly SeededFault[] = [
  silent('the polite live region', regions, '"aria-live": "polite"', '"aria-live": "off"', deleting),
  silent(
    'the assertive live region',
    regions,
    '"aria-live": "assertive"',
    '"aria-live": "off"',
    'a message that cannot be opened is said at once, and the focus is on its heading',
  ),
  silent(
    'that bold is on',
    'mail/editor/use-editor.ts',
    'else if (look) announce(',
    'else if (look) void (',
    'formatting is said, its toolbar is reached by Alt+F10 and left by Escape, and Tab leaves the text',
  ),
  silent('what was done', 'mail/outcome.ts', 'announce(done, { assertive: failed });', '', deleting),
  silent('what was undone', 'mail/outcome.ts', 'announce(text, { assertive: failed });', '', deleting),
  silent('how many rows are selected', selection, 'announce(selectionText());', ';', rows),
  silent('that nothing is selected any more', selection, 'announce(t("actions.selectionCleared"));', ';', rows),
  silent(
    'new mail',
    'mail/new-mail-announcer.ts',
    'announce(t("message-list.newArrived",',
    'void (t("message-list.newArrived",',
    newMail,
  ),
  silent('that new mail is shown', list, 'announce(t("message-list.newShown", { count }));', '', newMail),
  silent(
    'how many results a search has',
    'ui/searchable-list/SearchableList.vue',
    'announce(count === 0',
    'void (count === 0',
    'the palette takes the focus, is a dialog with a combobox, and gives the focus back',
  ),
  silent(
    'how many suggestions there are',
    'ui/token-field/TokenField.vue',
    'announce(t("ui.suggestions", { count: suggestions.length }))',
    'void 0',
    'suggestions are said and chosen without leaving the field',
  ),
  silent(
    'that a recipient was added',
    'ui/token-field/TokenField.vue',
    'announce(t("ui.tokenAdded",',
    'void (t("ui.tokenAdded",',
    recipients,
  ),
  silent(
    'that a recipient was removed',
    'ui/token-field/TokenField.vue',
    'announce(t("ui.tokenRemoved",',
    'void (t("ui.tokenRemoved",',
    recipients,
  ),
  silent(
    'that a message was not sent for its problems',
    'features/compose/DraftForm.vue',
    'announce(t("compose.notSent", { count: problems.value.length }), { assertive: true });',
    '',
    'a message without recipients is not sent: said, and the focus is in the field that says why',
  ),
  silent(
    'why the server did not send a message',
    'features/compose/use-sending.ts',
    'announce(t("compose.notSentBecause", { why: why.text }), { assertive: true });',
    '',
    'a message that cannot be sent is said at once, with the text and the focus where they were',
  ),
  silent(
    'that an attachment was left out',
    'features/compose/files/FileList.vue',
    'leaveOut(props.draft, file);',
    'props.draft.files.splice(index, 1);',
    'leaving out a forwarded attachment is said, and the focus goes on to what is left',
  ),
  silent(
    'that signing in takes its time',
    'features/sign-in/SignInForm.vue',
    'announce(t("sign-in.busy"));',
    '',
    'signing in is said and lands on the newest unread row',
  ),
  silent(
    'that one stays signed in',
    'features/session/EndingDialog.vue',
    'announce(t("session.stayed"));',
    '',
    'the question before the session ends takes the focus, and staying is said and gives it back',
  ),
  silent(
    'that a message could not be opened',
    'features/reading/ReadingPane.vue',
    'if (problem) announce(',
    'if (problem) void (',
    'a message that cannot be opened is said at once, and the focus is on its heading',
  ),
  silent(
    'that there is no further message',
    'screens/mail/use-reading-order.ts',
    'announce(t(step === 1 ? "app.noNext" : "app.noPrevious"));',
    ';',
    'the next message is opened at its subject, and the end is said',
  ),
  silent(
    'that a setting has changed',
    'features/settings/use-choice.ts',
    'announce(t("settings.now", words(value)))',
    'void 0',
    'another screen is entered at its heading, and a setting that changes is said',
  ),
  silent(
    'that all of a conversation is unfolded',
    'features/reading/conversation/ConversationPane.vue',
    'announce(t(opens ? "reading-more.conversation.expanded" : "reading-more.conversation.collapsed"));',
    '',
    'unfolding a message of a conversation leaves the focus on its button; unfolding all is said',
  ),
]
