/** Which names inside a vault belong to programs and are no notes. */

/** Whether any part of the path is hidden: dot files and folders, and `node_modules`. */
export function isHiddenPath(path: string): boolean {
  return path.split('/').some((segment) => isHiddenName(segment));
}

export function isHiddenName(name: string): boolean {
  // Case: `.GIT` is `.git` on some systems, and no dot name is shown on any.
  return name.startsWith('.') || name.toLowerCase() === 'node_modules';
}
