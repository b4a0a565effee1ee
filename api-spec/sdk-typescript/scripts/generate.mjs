// Writes src/generated from the specification: the types by @hey-api/openapi-ts, and one class per resource, so that
// `client.checkoutSessions.create(body, options)` exists exactly where the specification has `checkoutSessions.create`.
// Nothing it writes is committed: a change of the specification reaches the SDK with the next build, or breaks it there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { recentNode } from '../../scripts/recent-node.mjs';

const sdk = dirname(dirname(fileURLToPath(import.meta.url)));
const specification = join(dirname(sdk), 'openapi.yaml');
const target = join(sdk, 'src', 'generated');

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
writeTypes();
writeFileSync(join(target, 'resources.ts'), resourcesOf(load(readFileSync(specification, 'utf8'))));

function writeTypes() {
    const tool = createRequire(import.meta.url).resolve('@hey-api/openapi-ts/package.json');
    execFileSync(
        recentNode(),
        [join(dirname(tool), 'bin', 'run.js'), '-i', specification, '-o', target, '-p', '@hey-api/typescript', '--no-log-file', '--silent'],
        { stdio: 'inherit' },
    );
    // Its index names the types file without an extension, which Node's own resolution refuses; src/index.ts does the same job.
    rmSync(join(target, 'index.ts'));
}

function resourcesOf(document) {
    const resources = new Map();
    for (const [path, item] of Object.entries(document.paths)) {
        for (const method of ['get', 'post', 'patch', 'delete']) {
            const operation = item[method];
            if (operation === undefined) continue;
            const [resource, name] = operation.operationId.split('.');
            if (!resources.has(resource)) resources.set(resource, []);
            resources.get(resource).push({ path, method, name, operation });
        }
    }
    const classes = [...resources].map(([resource, operations]) => classOf(document, resource, operations));
    return [
        '// Generated from openapi.yaml; not to be edited.',
        "import type { Change, Read, Transport } from '../transport.js';",
        "import { Pages } from '../pages.js';",
        "import type * as Types from './types.gen.js';",
        '',
        ...classes,
        '/** Every resource of the API. */',
        'export class Resources {',
        ...[...resources.keys()].map((resource) => `    readonly ${resource}: ${upper(resource)};`),
        '',
        '    constructor(transport: Transport) {',
        ...[...resources.keys()].map((resource) => `        this.${resource} = new ${upper(resource)}(transport);`),
        '    }',
        '}',
        '',
    ].join('\n');
}

function classOf(document, resource, operations) {
    const tag = document.tags.find(({ name }) => name === upper(resource));
    return [
        `/** ${tag.description} */`,
        `export class ${upper(resource)} {`,
        '    readonly #transport: Transport;',
        '',
        '    constructor(transport: Transport) {',
        '        this.#transport = transport;',
        '    }',
        ...operations.flatMap((entry) => ['', ...methodOf(document, entry)]),
        '}',
        '',
    ].join('\n');
}

function methodOf(document, { path, method, name, operation }) {
    const [resource] = operation.operationId.split('.');
    const data = `Types.${upper(resource)}${upper(name)}Data`;
    const answer = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))[1];
    const schema = answer.content['application/json'].schema.$ref.split('/').pop();
    const byId = path.includes('{id}');
    const item = document.components.schemas[schema].properties?.data?.items?.$ref?.split('/').pop();
    const parameters = [];
    if (byId) parameters.push('id: string');
    if (operation.requestBody) {
        const optional = operation.requestBody.required ? '' : ' = {}';
        parameters.push(`body: NonNullable<${data}['body']>${optional}`);
    }
    if (item) parameters.push(`query: NonNullable<${data}['query']> = {}`);
    parameters.push(`options: ${method === 'get' ? 'Read' : 'Change'} = {}`);
    const route = byId ? `\`${path.replace('{id}', '${encodeURIComponent(id)}')}\`` : `'${path}'`;
    const call = [`method: '${method.toUpperCase()}'`, `path: ${route}`];
    if (operation.requestBody) call.push('body');
    const comment = [`    /** ${operation.summary}. Needs the scope \`${operation['x-required-scope']}\`. */`];
    if (item) {
        return [
            ...comment,
            `    ${name}(${parameters.join(', ')}): Pages<Types.${item}> {`,
            `        return new Pages((startingAfter) => this.#transport.send({ ${call.join(', ')}, query: { ...query, ...startingAfter } }, options));`,
            '    }',
        ];
    }
    return [
        ...comment,
        `    ${name}(${parameters.join(', ')}): Promise<Types.${schema}> {`,
        `        return this.#transport.send({ ${call.join(', ')} }, options);`,
        '    }',
    ];
}

function upper(text) {
    return text[0].toUpperCase() + text.slice(1);
}
