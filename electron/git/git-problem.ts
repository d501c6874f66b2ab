/**
 * A step that git or the disk refused. One refused step ends the whole of a sync, so inside this folder it is
 * thrown; at the folder's edge (`git-session.ts`) it becomes a value.
 */
import type { GitFailureCode } from '#shared/model/git.ts';
import { redactText } from '../platform/logger.ts';

export class GitProblem extends Error {
  override readonly name = 'GitProblem';
  readonly code: GitFailureCode;

  constructor(code: GitFailureCode, message: string) {
    super(redactText(message).slice(0, 2000));
    this.code = code;
  }
}
