/**
 * A tab's content in an element of its own, which moves from pane to pane as it is: the editor in
 * it keeps its caret, its scroll and whatever is not saved yet.
 */
import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

export const paneBodyId = (paneId: string): string => `pane-body-${paneId}`;

export function TabHost({ paneId, children }: { readonly paneId: string; readonly children: ReactNode }) {
  const [host] = useState(() => {
    const element = document.createElement('div');
    element.className = 'contents';
    return element;
  });
  useEffect(() => () => host.remove(), [host]);
  return (
    <>
      <HostPlace host={host} paneId={paneId} />
      {createPortal(children, host)}
    </>
  );
}

/** Before the content among its siblings: so the host stands in the page when the content asks for the focus. */
function HostPlace({ host, paneId }: { readonly host: HTMLElement; readonly paneId: string }) {
  useLayoutEffect(() => {
    const body = document.getElementById(paneBodyId(paneId));
    if (body === null || host.parentElement === body) return;
    // Moved without leaving the page, it keeps scroll and focus.
    if (host.isConnected && 'moveBefore' in body && typeof body.moveBefore === 'function') body.moveBefore(host, null);
    else body.append(host);
  }, [host, paneId]);
  return null;
}
