/** The arguments of a tool call, which providers send as text that may not be JSON. */
import { ProviderFailure } from './failure.ts';

/** Parses the arguments; no text means none. */
export function parseToolInput(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    throw new ProviderFailure('malformed', { detail: `tool arguments are not JSON: ${json}` });
  }
}
