// PHP as WebAssembly: node php.mjs 7.4|8.5 <repository>. Checks the syntax of the files that are named on standard input, one a line,
// and runs the unit tests; writes TEST-php-<version>.xml beside the other reports. Every path is the same inside as outside.
import { PHP, loadPHPRuntime } from '@php-wasm/universal';
import { createSpawnHandler } from '@php-wasm/util';
import fs from 'node:fs';
import path from 'node:path';

const [version, repository] = process.argv.slice(2);
const { getPHPLoaderModule } = await import(`@php-wasm/node-${version.replace('.', '-')}`);
const files = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
const plugin = path.join(repository, 'plugins/woocommerce');
const report = path.join(plugin, `target/surefire-reports/TEST-php-${version}.xml`);

/** One runtime runs one command. */
async function run(folders, args) {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), {}));
  // PHPUnit asks the terminal how wide it is; there is none.
  await php.setSpawnHandler(createSpawnHandler(async (_command, api) => api.exit(1)));
  folders.forEach((folder) => copy(php, folder));
  const answer = await php.cli(['php', ...args]);
  const [said, complained] = await Promise.all([text(answer.stdout), text(answer.stderr)]);
  return { php, status: await answer.exitCode, said: said + complained };
}

function copy(php, from) {
  if (fs.statSync(from).isDirectory()) {
    php.mkdir(from);
    fs.readdirSync(from).forEach((name) => copy(php, path.join(from, name)));
  } else {
    php.mkdir(path.dirname(from));
    php.writeFile(from, fs.readFileSync(from));
  }
}

async function text(stream) {
  let all = '';
  const decoder = new TextDecoder();
  for await (const part of stream) all += decoder.decode(part, { stream: true });
  return all;
}

function fail(what) {
  console.error(`PHP ${version}: ${what}`);
  process.exit(1);
}

async function lint() {
  // Since 8.3 one command takes several files; before, each needs its own.
  const groups = version === '7.4' ? files.map((file) => [file]) : [files];
  for (const group of groups) {
    const { said } = await run(group, ['-l', ...group]);
    const rest = said.split('\n').filter((line) => line.trim() && !line.startsWith('No syntax errors detected'));
    const good = said.split('No syntax errors detected').length - 1;
    if (rest.length || good !== group.length) fail(`${group.length} files were checked, ${good} are well.\n${rest.join('\n')}`);
  }
}

async function test() {
  const phpunit = fs.realpathSync(process.env.PHPUNIT);
  const library = '/usr/share/php';
  const folders = [phpunit, ...(fs.readFileSync(phpunit).includes('__HALT_COMPILER') ? [] : [library]),
    ...['crypto-checkout-for-woocommerce', 'tests/unit', 'tests/phpunit.xml'].map((name) => path.join(plugin, name)),
    ...['sdk-php', 'vectors'].map((name) => path.join(repository, 'api-spec', name))];
  // 8191 is everything but deprecations: on a newer PHP those of PHPUnit itself would drown the rest.
  const { php, status, said } = await run(folders, ['-d', 'error_reporting=8191', '-d', `include_path=.:${library}`, phpunit,
    '-c', path.join(plugin, 'tests/phpunit.xml'), '--log-junit', '/report.xml']);
  if (status !== 0) fail(said);
  fs.writeFileSync(report, php.readFileAsText('/report.xml'));
  console.log(`PHP ${version}: ${files.length} files, ${said.trim().split('\n').pop()}`);
}

await lint();
await test();
process.exit(0);
