import {
  Bold,
  Code,
  Heading1,
  Heading2,
  Heading3,
  Italic,
  List,
  ListIndentDecrease,
  ListIndentIncrease,
  ListOrdered,
  Minus,
  Pilcrow,
  Quote,
  Reply,
  Strikethrough,
  Subscript,
  Superscript,
  Terminal,
} from '@lucide/vue'
import { type Command } from 'prosemirror-state'
import { type Component } from 'vue'
import { editorActions } from '#client/mail/editor-actions.ts'
import { type ActionDescription } from '#client/mail/screen-actions.ts'
import {
  indent,
  insertRule,
  makeParagraph,
  outdent,
  toggle,
  toggleHeading,
  toggleList,
  togglePreformatted,
  toggleQuote,
} from './document/commands.ts'
import { answerWithin } from './document/answer-within.ts'
import { type Look } from './document/look.ts'

/** Something done to the text at the cursor: by button, key or palette. */
export interface EditorCommand extends ActionDescription {
  icon: Component
  command: Command
  /** Of what can be on or off; the rest is done and over. */
  isOn?: (look: Look) => boolean
}

const plain = (name: string): ActionDescription => ({
  id: `editor.${name}`,
  labelKey: `editor.${name}`,
  groupKey: 'editor.group',
})
const heading = (level: number) => ({
  command: toggleHeading(level),
  isOn: (look: Look) => look.heading === level,
})
const mark = (name: 'strong' | 'em' | 'strike' | 'superscript' | 'subscript' | 'code') => ({
  command: toggle(name),
  isOn: ({ marks }: Look) => marks.has(name),
})

/** By id; those with keys are named in `editorActions`. */
export const editorCommands = {
  strong: { ...editorActions.strong, icon: Bold, ...mark('strong') },
  em: { ...editorActions.em, icon: Italic, ...mark('em') },
  heading1: { ...editorActions.heading1, icon: Heading1, ...heading(2) },
  heading2: { ...editorActions.heading2, icon: Heading2, ...heading(3) },
  heading3: { ...editorActions.heading3, icon: Heading3, ...heading(4) },
  paragraph: {
    ...editorActions.paragraph,
    icon: Pilcrow,
    command: makeParagraph,
    isOn: (look: Look) => look.heading === null && !look.isPreformatted,
  },
  bulletList: {
    ...plain('bulletList'),
    icon: List,
    command: toggleList('bullet_list'),
    isOn: (look: Look) => look.list === 'bullet_list',
  },
  numberedList: {
    ...plain('numberedList'),
    icon: ListOrdered,
    command: toggleList('ordered_list'),
    isOn: (look: Look) => look.list === 'ordered_list',
  },
  quote: { ...plain('quote'), icon: Quote, command: toggleQuote, isOn: (look: Look) => look.isQuote },
  answerWithin: { ...plain('answerWithin'), icon: Reply, command: answerWithin },
  indent: { ...editorActions.indent, icon: ListIndentIncrease, command: indent },
  outdent: { ...editorActions.outdent, icon: ListIndentDecrease, command: outdent },
  strike: { ...plain('strike'), icon: Strikethrough, ...mark('strike') },
  superscript: { ...plain('superscript'), icon: Superscript, ...mark('superscript') },
  subscript: { ...plain('subscript'), icon: Subscript, ...mark('subscript') },
  code: { ...plain('code'), icon: Code, ...mark('code') },
  preformatted: {
    ...plain('preformatted'),
    icon: Terminal,
    command: togglePreformatted,
    isOn: (look: Look) => look.isPreformatted,
  },
  rule: { ...plain('rule'), icon: Minus, command: insertRule },
} as const satisfies Record<string, EditorCommand>
export type CommandName = keyof typeof editorCommands
