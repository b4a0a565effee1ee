// Tests the plugin on the oldest and the newest PHP, and on the one of this machine: the syntax of every file, the unit tests, and
// whether the list of its texts is fresh. Reports go to target/surefire-reports. Needs PHP, PHPUnit 9 and gettext on the PATH.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stale } from './pot.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const plugin = path.dirname(here);
const repository = path.resolve(plugin, '../..');
const reports = path.join(plugin, 'target/surefire-reports');

function fail(what) {
  console.error(what);
  process.exit(1);
}

/** Where a program of the PATH lies; without it nothing of this can be said to hold. */
function program(name, debian) {
  const found = process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
  return found ?? fail(`${name} is needed on the PATH to test the WooCommerce plugin (Debian's package is ${debian}).`);
}

function install() {
  const lock = path.join(here, 'package-lock.json');
  const stamp = path.join(here, 'node_modules/.installed-package-lock.json');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp).equals(fs.readFileSync(lock))) return;
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'],
    { cwd: here, stdio: 'inherit' });
  // Written last: an installation that was cut short is done again.
  fs.copyFileSync(lock, stamp);
}

function scripts(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? scripts(file) : entry.name.endsWith('.php') ? [file] : [];
  }).sort();
}

/** Runs a command with this input; what it says is shown at its end, so that two of them do not talk into each other. */
function run(command, args, input = '') {
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(command, args, { cwd: here, env: { ...process.env, PHPUNIT: program('phpunit', 'phpunit') } });
    child.stdout.on('data', (part) => { said += part; });
    child.stderr.on('data', (part) => { said += part; });
    // A program that is quicker than its input has not read it; its status tells what came of it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', (status) => resolve({ status, said }));
  });
}

/** The machine's own PHP: faster by far, and the one that shops on Debian have. */
async function native(files) {
  const php = program('php', 'php-cli');
  for (const file of files) {
    const { said } = await run(php, ['-l', file]);
    if (!/^\s*No syntax errors detected[^\n]*\s*$/.test(said)) return { status: 1, said };
  }
  const version = (await run(php, ['-r', 'echo PHP_MAJOR_VERSION . "." . PHP_MINOR_VERSION;'])).said.trim();
  const report = path.join(reports, `TEST-php-${version}.xml`);
  const done = await run(program('phpunit', 'phpunit'), ['-c', 'phpunit.xml', '--log-junit', report]);
  return done.status ? done : { status: 0, said: `PHP ${version}: ${files.length} files, ${done.said.trim().split('\n').pop()}` };
}

fs.rmSync(reports, { recursive: true, force: true });
fs.mkdirSync(reports, { recursive: true });
const shipped = [...scripts(path.join(plugin, 'crypto-checkout-for-woocommerce')), ...scripts(path.join(repository, 'api-spec/sdk-php/src'))];
const list = [...shipped, ...scripts(path.join(here, 'unit'))];
const own = [...list, ...scripts(path.join(here, 'stand-in')), ...scripts(path.join(here, 'site'))];
install();
const outcomes = await Promise.all([native(own),
  ...['7.4', '8.5'].map((version) => run('node', ['php.mjs', version, repository], list.join('\n')))]);
outcomes.forEach((outcome) => console.log(outcome.said.trim()));
const old = stale(program('xgettext', 'gettext'));
if (old) console.error(old);
if (old || outcomes.some((outcome) => outcome.status !== 0)) process.exit(1);
