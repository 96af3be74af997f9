/** What is asked for in a dialog before it comes into the text. */
export type EditorDialog = 'link' | 'picture' | 'table' | 'language'
