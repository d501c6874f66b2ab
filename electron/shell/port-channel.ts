/** Answers a page that asks for its port to the core, after looking at who asks. */
import type { IpcMainEvent, MessageChannelMain, WebContents } from 'electron';
import type { Port } from '#shared/rpc/port.ts';
import { isAppPage } from './app-url.ts';
import { connectChannel, portMessage } from './channels.ts';
import { mainMessagePort } from './message-port.ts';

export interface PortChannelDeps {
  readonly connect: (port: Port) => void;
  readonly createChannel: () => MessageChannelMain;
}

/** Only the top frame of this window, showing the app's page, is given a port. */
export function isTrustedSender(event: Pick<IpcMainEvent, 'senderFrame'>, contents: WebContents): boolean {
  const frame = event.senderFrame;
  // Null when the frame navigated or was destroyed before its message arrived.
  return frame !== null && frame === contents.mainFrame && isAppPage(frame.url);
}

export function offerPort(contents: WebContents, deps: PortChannelDeps): void {
  contents.ipc.on(connectChannel, (event) => {
    if (!isTrustedSender(event, contents)) return;
    const { port1, port2 } = deps.createChannel();
    deps.connect(mainMessagePort(port1));
    contents.mainFrame.postMessage(portMessage, null, [port2]);
  });
}
