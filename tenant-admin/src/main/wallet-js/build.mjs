// Bundles the page's one module. No source map: it would name files that the server does not have.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/page.mjs'],
  outfile: process.argv[2] ?? 'dist/wallet.js',
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  legalComments: 'eof',
  logLevel: 'warning',
});
