/** Where Verso keeps its own files on each system; honours the XDG variables everywhere they are set. */
import path from 'node:path';

export interface AppFolders {
  /** Settings and keys. */
  readonly config: string;
  /** What can be made again: indexes and locks. */
  readonly cache: string;
  /** What cannot: history, jobs, the send log. */
  readonly data: string;
}

export interface FoldersDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export function appFolders({ platform, env, home }: FoldersDeps): AppFolders {
  const own = defaults(platform, env, home);
  return {
    config: xdg(env['XDG_CONFIG_HOME'], 'verso') ?? own.config,
    cache: xdg(env['XDG_CACHE_HOME'], 'verso') ?? own.cache,
    data: xdg(env['XDG_DATA_HOME'], 'verso') ?? own.data,
  };
}

/** The XDG specification: a relative value is invalid and must be ignored. */
function xdg(value: string | undefined, name: string): string | undefined {
  return value !== undefined && path.isAbsolute(value) ? path.join(value, name) : undefined;
}

function defaults(platform: NodeJS.Platform, env: FoldersDeps['env'], home: string): AppFolders {
  switch (platform) {
    case 'darwin': {
      const support = path.join(home, 'Library/Application Support/Verso');
      return { config: support, cache: path.join(home, 'Library/Caches/Verso'), data: path.join(support, 'Data') };
    }
    case 'win32': {
      const roaming = env['APPDATA'] ?? path.join(home, 'AppData/Roaming');
      const local = env['LOCALAPPDATA'] ?? path.join(home, 'AppData/Local');
      return { config: path.join(roaming, 'Verso'), cache: path.join(local, 'Verso/Cache'), data: path.join(local, 'Verso/Data') };
    }
    default:
      return {
        config: path.join(home, '.config/verso'),
        cache: path.join(home, '.cache/verso'),
        data: path.join(home, '.local/share/verso'),
      };
  }
}
