/** Serves the page, its assets and the vault's attachments on the app's own scheme. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Protocol } from 'electron';
import { pagePolicy } from '../host/content-policy.ts';
import { answerAttachment, answerRendererFile, noFile, type AttachmentSource, type FileAnswer } from '../host/file-answer.ts';
import { appHost, appScheme, attachmentOrigin, vaultHost } from './app-url.ts';

/** Must be called before the app is ready. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true, codeCache: true } },
  ]);
}

const sharedWithPage = {
  'cross-origin-resource-policy': 'cross-origin',
  // A PDF is read as bytes, in ranges, by the page and by nobody else.
  'access-control-allow-origin': `${appScheme}://${appHost}`,
  'access-control-expose-headers': 'accept-ranges, content-length, content-range',
} as const;

export interface SchemeDeps extends AttachmentSource {
  readonly rendererFolder: string;
}

export function serveAppScheme(protocol: Protocol, deps: SchemeDeps): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return respond(noFile(405));
    return respond(await answer(request, deps));
  });
}

async function answer(request: Request, deps: SchemeDeps): Promise<FileAnswer> {
  const { host, pathname } = new URL(request.url);
  switch (host) {
    case appHost:
      return answerRendererFile(deps.rendererFolder, pathname, pagePolicy(attachmentOrigin));
    case vaultHost: {
      const found = await answerAttachment(deps, pathname.slice(1), request.headers.get('range'));
      // The page is another origin of the same scheme and may show what it asks for.
      return { ...found, headers: { ...found.headers, ...sharedWithPage } };
    }
    default:
      return noFile(404);
  }
}

function respond({ status, headers, body }: FileAnswer): Response {
  if (body === null) return new Response(null, { status, headers });
  const bytes = Readable.toWeb(createReadStream(body.file, { start: body.start, end: body.end }));
  // The stream of node:stream/web and the global one are the same class under two type names.
  return new Response(bytes as unknown as ReadableStream<Uint8Array>, { status, headers });
}
