/** Text that is given as an argument, or on standard input where the argument is `-`. */
import { text } from 'node:stream/consumers';

export function readInput(given: string): Promise<string> {
  return given === '-' ? text(process.stdin) : Promise.resolve(given);
}
