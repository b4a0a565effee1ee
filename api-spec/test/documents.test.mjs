// The pages are held to the specification and to each other: links lead somewhere, every event is explained, examples are whole.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const specification = load(read('api-spec/openapi.yaml'));
const pages = [
    'README.md',
    'CHANGELOG.md',
    'api-spec/sdk-typescript/README.md',
    ...readdirSync(join(root, 'docs'), { recursive: true })
        .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
        .map((name) => `docs/${name}`),
];
const blocks = (page, info) => [...read(page).matchAll(/^( *)```([^\n]*)\n([\s\S]*?)^\1```$/gm)].filter(([, , given]) => given === info).map(([, , , text]) => text);

test('every link to a file leads to one', () => {
    for (const page of pages) {
        for (const [, target] of read(page).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
            if (/^(https?|mailto):/.test(target)) continue;
            const file = join(root, dirname(page), target);
            assert.ok(existsSync(file), `${page} links to ${target} (${relative(root, file)})`);
        }
    }
});

/** A heading's anchor, as GitHub makes it: small letters, no punctuation, hyphens for blanks; the second of a name ends with -1. */
function anchors(page) {
    const seen = new Map();
    const text = read(page).replace(/^( *)```[\s\S]*?^\1```$/gm, '');
    return new Set([...text.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading]) => {
        const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
        const slug = shown.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
        const before = seen.get(slug) ?? 0;
        seen.set(slug, before + 1);
        return before === 0 ? slug : `${slug}-${before}`;
    }));
}

test('every link into a page leads to a heading of it', () => {
    let checked = 0;
    for (const page of pages) {
        for (const [, target, anchor] of read(page).matchAll(/\]\(([^)\s#]*)#([^)\s]+)\)/g)) {
            if (/^(https?|mailto):/.test(target) || (target && !target.endsWith('.md'))) continue;
            const there = target ? join(dirname(page), target) : page;
            assert.ok(anchors(there).has(anchor), `${page} links to #${anchor} of ${there}, whose headings are ${[...anchors(there)].join(', ')}`);
            checked++;
        }
    }
    assert.ok(checked > 0);
});

test('every scope that an app can be granted stands in the page of apps, in the words that people read, and no other', () => {
    const room = 'platform/core/src/main/java/io/cryptocheckout/platform/authority';
    const words = new Map([...read(`${room}/ScopeWords.java`).matchAll(/case ([A-Z_]+) -> "([^"]+)";/g)].map(([, name, said]) => [name, said]));
    // Those with `, false` are a signed-in person's alone.
    const scopes = [...read(`${room}/Permission.java`).matchAll(/\b([A-Z]+_[A-Z]+)\("([a-z]+:[a-z]+)"\)/g)].map(([, name, scope]) => `| \`${scope}\` | ${words.get(name)} |`);
    const rows = read('docs/oauth.md').match(/^\| `[a-z]+:[a-z]+` \| .* \|$/gm);
    assert.deepEqual(rows.toSorted(), scopes.toSorted());
    assert.ok(scopes.length > 5);
});

test('every event type is explained', () => {
    const page = read('docs/webhooks.md');
    for (const type of specification.components.schemas.EventType.enum) assert.ok(page.includes(`| \`${type}\` |`), type);
});

test('every state and exception is in the quick start or explained by it', () => {
    const page = read('docs/quickstart.md');
    const { SessionStatus, SessionException } = specification.components.schemas;
    for (const word of [...SessionStatus.enum, ...SessionException.enum].filter((word) => !['canceled', 'wrong_asset', 'wrong_network'].includes(word))) {
        assert.ok(page.includes(`\`${word}\``), word);
    }
});

test('every error code of the specification is in the catalogue, with a status', () => {
    const catalogue = read('docs/errors.md');
    const codes = new Set();
    for (const response of Object.values(specification.components.responses)) codes.add(response.content['application/json'].example.error.code);
    for (const [, code] of JSON.stringify(specification.paths).matchAll(/\b(?:400|409|503) `([a-z_]+)`/g)) codes.add(code);
    for (const code of codes) assert.match(catalogue, new RegExp(`^\\| \`${code}\` \\| [45]\\d\\d \\|`, 'm'));
    assert.ok(codes.size > 15);
});

test('the quick start is a shell script in parts', () => {
    const parts = blocks('docs/quickstart.md', 'bash run');
    assert.ok(parts.length >= 9);
    execFileSync('bash', ['-n'], { input: parts.join('\n') });
    assert.ok(parts.join('\n').includes('demo webhookSecret'));
    assert.ok(!parts.some((part) => part.includes('YOUR')));
});

test('JSON in the pages is JSON, and the quick start shows fields that exist', () => {
    for (const page of pages) for (const block of blocks(page, 'json')) JSON.parse(block);
    const [session] = blocks('docs/quickstart.md', 'json').map((block) => JSON.parse(block));
    for (const field of Object.keys(session)) assert.ok(specification.components.schemas.CheckoutSession.properties[field], field);
});
