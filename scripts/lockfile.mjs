/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Says how the installed packages differ from the lock file, or nothing when they are the same. Optional packages are
 * those of other systems; npm leaves them out.
 *
 * @param {Lockfile} lock package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json, which npm keeps of what it installed
 * @returns {string | undefined}
 */
export function differenceFrom(lock, installed) {
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '') continue
    const found = installed.packages[path]
    const name = path.replace(/^.*node_modules\//, '')
    if (!found) {
      if (!wanted.optional) return `${name} is missing`
    } else if (found.version !== wanted.version || found.integrity !== wanted.integrity) {
      return `${name} is ${found.version ?? 'another'} instead of ${wanted.version ?? 'the locked one'}`
    }
  }
  const extra = Object.keys(installed.packages).find((path) => !(path in lock.packages))
  return extra && `${extra.replace(/^.*node_modules\//, '')} is no longer wanted`
}
