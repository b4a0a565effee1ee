// The list of the plugin's texts for translators: node tests/pot.mjs writes it anew after a text was changed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'crypto-checkout-for-woocommerce';
const folder = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), NAME);
const pot = path.join(folder, 'languages', `${NAME}.pot`);
const KEYWORDS = ['__', '_e', 'esc_html__', 'esc_html_e', 'esc_attr__', 'esc_attr_e', '_x:1,2c', 'esc_html_x:1,2c', 'esc_attr_x:1,2c',
  '_n:1,2', '_nx:1,2,4c', '_n_noop:1,2'];

function sources(from, ending) {
  return fs.readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(from, entry.name);
    return entry.isDirectory() ? sources(file, ending) : file.endsWith(ending) ? [path.relative(folder, file)] : [];
  }).sort();
}

/** The list as it should be, without the line that says when it was made. */
function texts(xgettext) {
  const of = (language, ending, more) => execFileSync(xgettext, [`--language=${language}`, '--from-code=UTF-8', '--keyword',
    ...KEYWORDS.map((word) => `--keyword=${word}`), '--add-comments=translators:', '--add-location=file', '--output=-', ...more,
    `--package-name=${NAME}`, `--msgid-bugs-address=https://github.com/crypto-checkout/crypto-checkout/issues`,
    ...sources(folder, ending)], { cwd: folder, encoding: 'utf8' });
  const entries = (said) => said.slice(said.indexOf('\n\n') + 2);
  const php = of('PHP', '.php', []);
  // The header's year, names and time are nobody's.
  const header = ['# Texts of Crypto Checkout for WooCommerce, under the licence of the plugin.', 'msgid ""', 'msgstr ""',
    `"Project-Id-Version: ${NAME}\\n"`, '"MIME-Version: 1.0\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"',
    '"Content-Transfer-Encoding: 8bit\\n"', `"X-Domain: ${NAME}\\n"`, '', ''].join('\n');
  const scripts = sources(folder, '.js').length ? entries(of('JavaScript', '.js', [])) : '';
  return header + [entries(php), scripts].filter(Boolean).join('\n');
}

/** What to do when the committed list is not the one of the texts; null when it is. */
export function stale(xgettext) {
  const fresh = fs.existsSync(pot) && fs.readFileSync(pot, 'utf8') === texts(xgettext);
  return fresh ? null : `${path.relative(process.cwd(), pot)} is not the list of the plugin's texts: run node tests/pot.mjs in plugins/woocommerce.`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.mkdirSync(path.dirname(pot), { recursive: true });
  fs.writeFileSync(pot, texts('xgettext'));
}
