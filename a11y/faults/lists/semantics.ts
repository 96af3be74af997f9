import { type SeededFault } from '../seeded-fault.ts'

const semantic =
  (criterion: string) =>
  (name: string, within: string, from: string, to: string, ...seenIn: string[]): SeededFault => ({
    name: `semantics: ${name}`,
    criterion,
    within,
    from,
    to,
    seenIn,
  })
const info = semantic('1.3.1')
const value = semantic('4.1.2')
const error = semantic('3.3.1')
const language = semantic('3.1.2')

const rows = 'rows say where they stand and what is selected'
const folders = 'folders say their depth, whether they are open and which is shown; choosing one lands in its list'
const palette = 'the palette takes the focus, is a dialog with a combobox, and gives the focus back'
const inbox = 'inbox with rows of every kind – light'
const message = 'message in plain text – light'
const signIn = 'sign-in – light'
const refusedSignIn = 'a refused sign-in leads to what is wrong, and from there to the field'
const refusedSending = 'a message without recipients is not sent: said, and the focus is in the field that says why'
const frame = 'a formatted message is in a frame that says what it is, in the language of its text'
const ownLanguage = 'subject and text of a message are in its own language and direction'
const menu = 'a menu takes the focus and Escape gives it back to its button'
const listbox = 'ui/windowed-listbox/WindowedListbox.vue'
const listboxRow = 'ui/windowed-listbox/ListboxRow.vue'
const tree = 'ui/tree-view/TreeView.vue'
const dialog = 'ui/dialog/Dialog.vue'
const search = 'ui/searchable-list/SearchableList.vue'
const tokens = 'ui/token-field/TokenField.vue'
const textField = 'ui/text-field/TextField.vue'
const reading = 'features/reading/ReadingPane.vue'
const mail = 'screens/MailScreen.vue'

/** Names, roles, states, structure and language. */
export const semantics: readonly SeededFault[] = [
  value('the name of a row', listboxRow, '__props.labelOf(__props.item)', '""', inbox),
  value('the name of the list', listbox, '"aria-label": __props.label', '"data-label": __props.label', inbox),
  info('the size of the list', listboxRow, '"aria-setsize": ', '"data-setsize": ', rows),
  info('the place in the list', listboxRow, '"aria-posinset": ', '"data-posinset": ', rows),
  value('that many rows may be selected', listbox, '"aria-multiselectable": ', '"data-multiselectable": ', rows),
  value(
    'what is selected',
    listboxRow,
    '"aria-selected": __props.selecting',
    '"data-selected": __props.selecting',
    rows,
  ),
  value(
    'the row that is open',
    listboxRow,
    '"aria-current": __props.current',
    '"data-current": __props.current',
    'opening a message lands on its subject, Escape on its row',
  ),
  info('the depth of folders', tree, '"aria-level": line.level', '"data-level": line.level', folders),
  value('whether a folder is open', tree, '"aria-expanded": line', '"data-expanded": line', folders),
  value('the folder that is shown', tree, '"aria-current": line', '"data-current": line', folders),
  value('folders as members of a tree', tree, 'role: "treeitem"', 'role: "button"', inbox),
  value('that a dialog is modal', dialog, '"aria-modal": ', '"data-modal": ', palette),
  value('the name of a dialog', dialog, '"aria-labelledby": unref(titleId),', '', palette),
  value(
    'the description of a dialog',
    dialog,
    '"aria-describedby": ',
    '"data-describedby": ',
    'the check before sending takes the focus, is left by Escape, and its mend leads to what is missing',
  ),
  value('the field of the palette as a combobox', search, 'role: "combobox"', 'role: "textbox"', palette),
  value(
    'the choice the field of the palette is on',
    search,
    '"aria-activedescendant": ',
    '"data-activedescendant": ',
    palette,
  ),
  value('the list the field of the palette controls', search, '"aria-controls": ', '"data-controls": ', palette),
  value(
    'the suggestion the field is on',
    tokens,
    '"aria-activedescendant": ',
    '"data-activedescendant": ',
    'suggestions are said and chosen without leaving the field',
  ),
  value(
    'the place of a recipient',
    'ui/token-field/TokenList.vue',
    '"aria-posinset": ',
    '"data-posinset": ',
    'recipients are said as they come and go, and the focus stays among them',
  ),
  value('whether a menu is open', 'ui/menu-button/MenuButton.vue', '"aria-expanded": ', '"data-expanded": ', menu),
  value('that a button opens a menu', 'ui/menu-button/MenuButton.vue', '"aria-haspopup": ', '"data-haspopup": ', menu),
  value(
    'the name of a button with a picture',
    'ui/icon-button/IconButton.vue',
    '"aria-label": ',
    '"data-label": ',
    inbox,
  ),
  value('the name of the link to help', 'app/AppHeader.vue', '"aria-label": ', '"data-label": ', inbox),
  value(
    'the name of the handle between panes',
    'ui/split-pane/SplitPane.vue',
    '"aria-label": ',
    '"data-label": ',
    inbox,
  ),
  value(
    'the name of the message frame',
    'features/reading/frame/MessageFrame.vue',
    'frame.title = props.label ?? t("reading.messageText");',
    '',
    frame,
  ),
  info(
    'the toolbar of a message as one stop',
    'ui/toolbar/Toolbar.vue',
    'const tabIndex = item === current ? 0 : -1;',
    'const tabIndex = 0;',
    'the toolbar of a message is one stop with arrows inside',
  ),
  semantic('1.1.1')(
    'pictures hidden from readers',
    'ui/icon/Icon.vue',
    '"aria-hidden": "true"',
    '"aria-hidden": "false"',
    message,
  ),
  info(
    'the label tied to its field',
    'ui/field/FieldFrame.vue',
    'for: __props.fieldId',
    '"data-for": __props.fieldId',
    signIn,
  ),
  semantic('1.3.5')(
    'the purpose of the password field',
    'features/sign-in/SignInForm.vue',
    '"current-password"',
    '"off"',
    refusedSignIn,
  ),
  error('that a field of sign-in is wrong', textField, '"aria-invalid": ', '"data-invalid": ', refusedSignIn),
  error('the error at its field', textField, '"aria-describedby": ', '"data-describedby": ', refusedSignIn),
  error('that a field for recipients is wrong', tokens, '"aria-invalid": ', '"data-invalid": ', refusedSending),
  error(
    'the error at the field for recipients',
    tokens,
    '"aria-describedby": ',
    '"data-describedby": ',
    refusedSending,
  ),
  info('the first heading', 'features/message-list/ListHeader.vue', '"h1"', '"div"', inbox),
  info(
    'the subject as a heading',
    reading,
    'createBaseVNode("h2",',
    'createBaseVNode("div",',
    'opening a message lands on its subject, Escape on its row',
  ),
  info(
    'the heading of attachments',
    'features/reading/AttachmentList.vue',
    'headingTag(useHeadingLevel())',
    '"h5"',
    'message with attachments – light',
  ),
  info(
    'the main landmark',
    'screens/mail/MailPanes.vue',
    'createElementBlock("main",',
    'createElementBlock("div",',
    inbox,
  ),
  info('the landmark of the folders', mail, 'createBaseVNode("nav",', 'createBaseVNode("div",', inbox),
  info('the banner', 'app/AppHeader.vue', 'createElementBlock("header",', 'createElementBlock("div",', inbox),
  info('the article of a message', reading, 'createElementBlock("article",', 'createElementBlock("div",', message),
  info(
    'the region of the list',
    mail,
    '"aria-label": unref(regionNames).list(),',
    '',
    'F6 goes round the regions, which say what they are, and back to where one was',
  ),
  semantic('2.4.1')(
    'the skip links',
    'ui/skip-links/SkipLinks.vue',
    'href: link.href,',
    '',
    'the first Tab comes to links that skip to the list and the folders',
  ),
  semantic('2.4.2')(
    'the title of the page',
    'accessibility/page-title.ts',
    'document.title = ',
    'const _ = ',
    'opening a message lands on its subject, Escape on its row',
  ),
  semantic('3.1.1')(
    'the language of the page',
    'i18n/i18n.ts',
    'Object.assign(document.documentElement, ',
    'Object.assign({}, ',
    'inbox with rows of every kind – right to left',
  ),
  language('the language of a subject', reading, 'lang: language.value ?? void 0,', '', ownLanguage),
  language(
    'the language of a formatted message',
    'features/reading/frame/frame-document.ts',
    ' lang="${',
    ' data-lang="${',
    frame,
  ),
  language(
    'the language of a plain text',
    'features/reading/PlainText.vue',
    'lang: __props.language ?? void 0,',
    '',
    ownLanguage,
  ),
  language(
    'the direction of a plain text',
    'features/reading/PlainText.vue',
    'dir: unref(directionOf)(__props.language) ?? "auto"',
    'dir: "ltr"',
    ownLanguage,
  ),
  value(
    'that the next message of a conversation unfolds',
    'features/reading/conversation/ConversationPane.vue',
    'setOpen(next.id, true);',
    '',
    'in a conversation n and p go from message to message, unfold it, and then go on to the next subject',
  ),
  info(
    'how many messages a conversation has',
    'features/reading/conversation/ConversationPane.vue',
    '"aria-describedby": number.value > 1',
    '"aria-describedby": false',
    'a conversation opens at its subject, which says how many messages it has; what is read is folded',
  ),
]
