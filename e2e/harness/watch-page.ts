/** Notes everything about a page that no test should let pass: errors, policy violations, foreign requests. */
import type { Page } from '@playwright/test';

export interface PageWatch {
  /** What went wrong so far, one line each. */
  readonly problems: readonly string[];
  /** Begins to note the problems of a page of this origin. */
  attach(page: Page, origin: string): void;
  /** From here on, problems that match are expected: a page whose server stops says so. */
  expectProblem(pattern: RegExp): void;
}

const ownSchemes = new Set(['data:', 'blob:', 'verso-app:', 'about:']);

/** What is thrown may be no error, or one without a stack or without words. */
function describe({ name, message, stack }: Error): string {
  const said = `${name}: ${message}`;
  return stack?.includes(message) === true ? (stack === '' ? said : stack) : `${said}\n${stack ?? ''}`;
}

export function watchPages(): PageWatch {
  const problems: string[] = [];
  const expected: RegExp[] = [];
  const add = (problem: string): void => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  return {
    problems,
    attach(page, origin) {
      page.on('pageerror', (error) => add(`uncaught: ${describe(error)}`));
      page.on('console', (message) => {
        // Violations of the content policy arrive here too.
        if (message.type() === 'error') add(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (!ownSchemes.has(url.protocol) && url.origin !== origin) add(`request to ${url.origin}`);
      });
      page.on('websocket', (socket) => {
        const { host } = new URL(socket.url());
        if (!URL.canParse(origin) || host !== new URL(origin).host) add(`WebSocket to ${host}`);
      });
    },
    expectProblem(pattern) {
      expected.push(pattern);
    },
  };
}
