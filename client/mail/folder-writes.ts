import { countUnderWay } from './under-way.ts'

/**
 * Changes of the folder tree on their way to the server. The event that the folders have changed comes before the answer;
 * reading them then would take the line that has the focus away before the focus could go on.
 */
export const { during: whileChangingFolders, after: afterFolderChanges } = countUnderWay()
