import { Clock, Folder as FolderSign, Search, SlidersHorizontal, UserRound } from '@lucide/vue'
import { type Component } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { folderIcon, folderName, folderPath } from '#client/mail/folder-role.ts'
import { startsLike } from '#client/mail/match-text.ts'
import { type ShownLabel } from '#client/mail/label-looks.ts'
import { labelSign } from '#client/mail/labels/label-sign.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type Folder } from '#contract/folders.ts'
import { type Person } from '#contract/people.ts'
import {
  type Field,
  fieldName,
  fields,
  ofTeams,
  type Piece,
  pieceAt,
  readQueryText,
  type Switch,
  switches,
  switchName,
  switchWords,
  writeQueryText,
} from './query-text.ts'
import { folderWords } from './resolve-query.ts'

/** A way to go on, in the list below the search box. */
export interface Suggestion {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly icon: Component
  /** Suggestions of one group stand together under its name. */
  readonly group: string
  /** What the box then holds. */
  readonly text: string
  /** Where the caret then stands; left out, the search begins. */
  readonly caret?: number
}

export interface SuggestionSources {
  readonly text: string
  readonly caret: number
  readonly folders: readonly Folder[]
  /** Of the directory, for what is written behind `from:` or `to:`. */
  readonly people: readonly Person[]
  readonly labels: readonly ShownLabel[]
  readonly recent: readonly string[]
  /** The folder on the screen. */
  readonly folder: Folder | undefined
}

const mostOfAKind = 6

/** What fits where the caret is, best first. */
export function suggest(sources: SuggestionSources): Suggestion[] {
  const piece = pieceAt(sources.text, sources.caret)
  switch (piece?.field) {
    case 'from':
    case 'to':
      return peopleFor(piece, sources)
    case 'in':
      return foldersFor(piece, sources)
    case 'label':
      return labelsFor(piece, sources)
    case 'subject':
    case 'after':
    case 'before':
    case 'larger':
      return []
    default:
      return [...searchesFor(sources), ...recentFor(sources), ...partsFor(piece, sources)]
  }
}

/** The piece a person is writing the name of somebody in. */
export function personSought(text: string, caret: number): string {
  const piece = pieceAt(text, caret)
  return piece?.field === 'from' || piece?.field === 'to' ? piece.value : ''
}

function peopleFor(piece: Piece, { text, people }: SuggestionSources): Suggestion[] {
  return people.slice(0, mostOfAKind).map(({ name, address, detail }) => ({
    id: `person ${address}`,
    label: plainLine(name) || address,
    detail: [address, plainLine(detail)].filter(Boolean).join(', '),
    icon: UserRound,
    group: t('search.group.people'),
    ...inPlaceOf(piece, text, address),
  }))
}

function foldersFor(piece: Piece, { text, folders }: SuggestionSources): Suggestion[] {
  return folders
    .filter((folder) => folder.holdsMessages && startsLike(folderPath(folder, folders), piece.value))
    .slice(0, mostOfAKind)
    .map((folder) => ({
      id: `folder ${folder.id}`,
      label: folderPath(folder, folders),
      icon: folderIcon(folder),
      group: t('search.group.folders'),
      ...inPlaceOf(piece, text, folderWords(folder, folders)),
    }))
}

function labelsFor(piece: Piece, { text, labels }: SuggestionSources): Suggestion[] {
  return labels
    .filter(({ name }) => startsLike(name, piece.value))
    .slice(0, mostOfAKind)
    .map((label) => ({
      id: `label ${label.keyword}`,
      label: label.name,
      icon: labelSign(label),
      group: t('search.group.labels'),
      ...inPlaceOf(piece, text, label.name),
    }))
}

/** The text with another value in a piece, and a space to go on behind it. */
function inPlaceOf({ start, end, field }: Piece, text: string, value: string): { text: string; caret: number } {
  const written = `${field === null ? '' : fieldName(field)}${/\s/.test(value) ? `"${value}"` : value} `
  return { text: text.slice(0, start) + written + text.slice(end).trimStart(), caret: start + written.length }
}

/** Searching for what is written, everywhere or in the folder on the screen, unless a folder is written already. */
function searchesFor({ text, folder, folders }: SuggestionSources): Suggestion[] {
  const { parts, faults } = readQueryText(text)
  const shown = text.trim()
  if (shown === '' || faults.length > 0 || parts.in !== '' || !folder) return []
  const group = t('search.group.search')
  const here = writeQueryText({ ...parts, in: folderWords(folder, folders) })
  return [
    { id: 'everywhere', label: t('search.everywhere', { text: shown }), icon: Search, group, text: shown },
    {
      id: 'here',
      label: t('search.here', { text: shown, folder: folderName(folder) }),
      icon: FolderSign,
      group,
      text: here,
    },
  ]
}

function recentFor({ text, recent }: SuggestionSources): Suggestion[] {
  return recent
    .filter((one) => one !== text.trim() && startsLike(one, text))
    .slice(0, text.trim() === '' ? mostOfAKind : 3)
    .map((one) => ({ id: `recent ${one}`, label: one, icon: Clock, group: t('search.group.recent'), text: one }))
}

/** The parts that can narrow a search: all while nothing is being written, else those that begin like the word. */
function partsFor(piece: Piece | undefined, { text, caret, folders }: SuggestionSources): Suggestion[] {
  const { parts } = readQueryText(text)
  const at: Piece = piece ?? { start: caret, end: caret, field: null, value: '' }
  const ofFields = fields
    .filter((field) => parts[field] === '' && isBegun(fieldName(field), field, at))
    .map((field) => part(field, fieldName(field), false))
  const isTeam = folders.some(({ owner }) => owner !== null)
  const ofSwitches = (Object.keys(switches) as Switch[])
    .filter(
      (name) => (isTeam || !ofTeams.includes(name)) && !parts[name] && isBegun(switchName(name), switches[name], at),
    )
    .map((name) => part(name, switchName(name), true))
  return [...ofFields, ...ofSwitches]

  function part(name: Field | Switch, written: string, isWhole: boolean): Suggestion {
    const ending = isWhole ? `${written} ` : written
    return {
      id: `part ${name}`,
      label: written,
      detail: isSwitch(name) ? switchWords('meaning', name) : t(`search.meaning.${name}`),
      icon: SlidersHorizontal,
      group: t('search.group.narrow'),
      text: text.slice(0, at.start) + ending + text.slice(at.end).trimStart(),
      caret: at.start + ending.length,
    }
  }
}

const isSwitch = (name: Field | Switch): name is Switch => Object.hasOwn(switches, name)

const isBegun = (written: string, english: string, { value }: Piece) =>
  value === '' || startsLike(written, value) || startsLike(english, value)
