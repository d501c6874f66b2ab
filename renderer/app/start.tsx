/** Starts the window: connection, cache and language, then React. */
import './fonts.css';
import '../ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { QueryClientProvider } from '@tanstack/react-query';
import { contracts } from '#shared/api/contracts.ts';
import { CommandContext, createCommandRegistry } from '../api/commands.ts';
import { createConnection } from '../api/connection.ts';
import { CoreContext } from '../api/core.ts';
import { followCore } from '../api/invalidation.ts';
import { openMessagePort } from '../api/message-port.ts';
import { createOpenNotes, OpenNotesContext } from '../api/open-notes.ts';
import { openWebSocketPort } from '../api/web-socket-port.ts';
import { createWindowMemory, WindowMemoryContext } from '../api/window-memory.ts';
import { createI18n } from './i18n.ts';
import { createQueryClient } from './query-client.ts';
import { Root } from './root.tsx';

const core = createConnection(contracts, {
  openPort: () => (location.protocol.startsWith('http') ? openWebSocketPort(location) : openMessagePort(window)),
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
});
const queries = createQueryClient();
followCore(core, queries);

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root.');

createRoot(element).render(
  <StrictMode>
    <I18nextProvider i18n={await createI18n('en')}>
      <CoreContext value={core}>
        <QueryClientProvider client={queries}>
          <OpenNotesContext value={createOpenNotes()}>
            <WindowMemoryContext value={createWindowMemory()}>
              <CommandContext value={createCommandRegistry()}>
                <Root />
              </CommandContext>
            </WindowMemoryContext>
          </OpenNotesContext>
        </QueryClientProvider>
      </CoreContext>
    </I18nextProvider>
  </StrictMode>,
);
