import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientMessageSchema, parseMessage, serverMessageSchema } from './message.ts';

describe('parsing a message', () => {
  it('gives back what an honest side sent', () => {
    const messages = [
      { type: 'call', id: 1, method: 'note.read', params: { path: 'a.md' } },
      { type: 'cancel', id: 1 },
      { type: 'subscribe', event: 'vault.changed' },
      { type: 'unsubscribe', event: 'vault.changed' },
    ];
    for (const message of messages) expect(parseMessage(clientMessageSchema, JSON.stringify(message))).toEqual(message);
  });

  it('takes a call without parameters and a result without a value, as JSON drops what is undefined', () => {
    expect(parseMessage(clientMessageSchema, '{"type":"call","id":1,"method":"app.info"}')).toMatchObject({ method: 'app.info' });
    expect(parseMessage(serverMessageSchema, '{"type":"result","id":1}')).toMatchObject({ type: 'result', id: 1 });
  });

  it('never throws, and gives null for whatever is not a message', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map((value) => JSON.stringify({ type: 'call', id: value, method: value }))), (data) => {
        const parsed = parseMessage(clientMessageSchema, data);
        expect(parsed === null || ['call', 'cancel', 'subscribe', 'unsubscribe'].includes(parsed.type)).toBe(true);
      }),
    );
  });

  it('refuses ids that are no counting numbers, and names without end', () => {
    for (const id of [-1, 0.5, '1', null, Number.MAX_SAFE_INTEGER + 1]) {
      expect(parseMessage(clientMessageSchema, JSON.stringify({ type: 'cancel', id }))).toBeNull();
    }
    expect(parseMessage(clientMessageSchema, JSON.stringify({ type: 'subscribe', event: 'e'.repeat(101) }))).toBeNull();
  });
});
