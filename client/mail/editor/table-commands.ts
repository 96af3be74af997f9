import { type Command } from 'prosemirror-state'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  toggleHeader,
} from 'prosemirror-tables'

/** What can be done with the table the cursor is in, in the order of the menu. */
export const tableCommands: readonly { id: string; command: Command; danger?: boolean }[] = [
  { id: 'rowAfter', command: addRowAfter },
  { id: 'rowBefore', command: addRowBefore },
  { id: 'columnAfter', command: addColumnAfter },
  { id: 'columnBefore', command: addColumnBefore },
  { id: 'headerRow', command: toggleHeader('row') },
  { id: 'deleteRow', command: deleteRow },
  { id: 'deleteColumn', command: deleteColumn },
  { id: 'deleteTable', command: deleteTable, danger: true },
]
