import { pack } from '../pack.ts';
import { runProcess } from '../run-process.ts';

export interface PublishOptions {
  /** Where the tarballs are written. */
  readonly folder: string;
  readonly npmArguments?: readonly string[];
  /** Added to the environment of npm. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Packs and publishes every package to npm's registry, or to the one that `npmArguments` name. */
export async function publish({ folder, npmArguments = [], env = {} }: PublishOptions): Promise<void> {
  for (const [name, tarball] of await pack(folder)) {
    await runProcess('npm', ['publish', tarball, '--loglevel=error', ...npmArguments], { cwd: folder, env });
    console.log(`published ${name}`);
  }
}
