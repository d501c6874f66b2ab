import { describe, expect, it } from 'vitest';
import { memoryPorts } from './port.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('memory ports', () => {
  it('keep the order of messages, also those sent before anyone listened', async () => {
    const [left, right] = memoryPorts();
    left.send('1');
    left.send('2');
    await settle();
    const heard: string[] = [];
    right.onMessage((data) => heard.push(data));
    left.send('3');
    await settle();
    expect(heard).toEqual(['1', '2', '3']);
  });

  it('deliver later, never inside send, as every other port does', async () => {
    const [left, right] = memoryPorts();
    const heard: string[] = [];
    right.onMessage((data) => heard.push(data));
    left.send('1');
    expect(heard).toEqual([]);
    await settle();
    expect(heard).toEqual(['1']);
  });

  it('tell both sides once of the end, and deliver nothing after it', async () => {
    const [left, right] = memoryPorts();
    const events: string[] = [];
    left.onClose(() => events.push('left closed'));
    right.onClose(() => events.push('right closed'));
    right.onMessage((data) => events.push(data));
    left.send('lost');
    right.close();
    left.close();
    left.send('late');
    await settle();
    expect(events).toEqual(['left closed', 'right closed']);
  });
});
