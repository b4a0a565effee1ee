// The code generator needs Node 22.18 or later. Where the running one is older, the lock file carries a binary of Node 24.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The path of a Node that the code generator runs on. */
export function recentNode() {
    const [major, minor] = process.versions.node.split('.').map(Number);
    if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
    const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
        try {
            const folder = dirname(require.resolve(`${name}/package.json`));
            const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
            if (existsSync(binary)) return binary;
        } catch {
            // Not packed for this platform; the next name may be.
        }
    }
    throw new Error(`Generating the SDK needs Node 22.18 or later; this is ${process.version}, and npm carries no newer one for ${platform}. Install Node 24.`);
}
