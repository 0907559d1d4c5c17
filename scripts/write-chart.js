/**
 * `npm run chart`: writes what the Helm chart has from elsewhere, so that each fact has one source.
 *
 * - `config` of values.schema.json: the rows of the build's `config/environment.js`;
 * - `required` of values.schema.json: the values of values.yaml that templates cannot do without;
 * - README.md: the comments of values.yaml;
 * - files/: the alerts and the dashboard, because a chart cannot read what is outside its folder;
 * - the versions of Chart.yaml: package.json.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { isMap, parseDocument } from 'yaml';
import { environment } from '../dist/config/environment.js';

const chart = 'deploy/helm/macos-software-update-gateway';

/** The chart sets these by values of its own, or the image does. Secrets never stand in values. */
const elsewhere = [
  ...['HOST', 'PORT', 'GATEWAY_COMMIT', 'METRICS_PORT', 'METRICS_HOST', 'SHUTDOWN_DELAY_MS', 'SHUTDOWN_TIMEOUT_MS'],
  ...['GRAPH_AUTH', 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_SECRET_FILE'],
  ...['AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE', 'AUTH_MANAGED_IDENTITY'],
  ...['REDIS_URL', 'REDIS_URL_FILE', 'REDIS_MODE', 'REDIS_SENTINEL_NAME', 'REDIS_SENTINEL_PASSWORD'],
  ...['REDIS_SENTINEL_PASSWORD_FILE', 'REDIS_CA_PATH', 'TRUSTED_DOCUMENTS', 'OTEL_EXPORTER_OTLP_HEADERS'],
];

await writeSchema();
await writeReadme();
await writeVersions();
await copyFile('deploy/prometheus/alerts.yaml', `${chart}/files/alerts.yaml`);
await copyFile('deploy/grafana/gateway.json', `${chart}/files/gateway.json`);

async function writeSchema() {
  const file = `${chart}/values.schema.json`;
  const schema = JSON.parse(await readFile(file, 'utf8'));
  const keys = Object.keys(environment).filter((key) => !elsewhere.includes(key));
  schema.properties.config = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(keys.map((key) => [key, schemaOf(environment[key])])),
  };
  const values = parseDocument(await readFile(`${chart}/values.yaml`, 'utf8'));
  requireDefaults(schema, values.toJSON());
  await write(file, JSON.stringify(schema));
}

/** Helm removes a value that is null, and then a template would write 0, or nothing, in its place. */
function requireDefaults(schema, values) {
  const required = Object.keys(values).filter((key) => !isEmpty(values[key]));
  // What is required besides stands in the schema itself.
  const all = new Set([...required, ...(schema.required ?? [])]);
  if (all.size > 0) schema.required = [...all];
  for (const key of required) {
    const isGroup = typeof values[key] === 'object' && !Array.isArray(values[key]);
    // Each key of the gateway may be absent.
    if (isGroup && key !== 'config' && key !== 'labels') requireDefaults(schema.properties[key], values[key]);
  }
}

function isEmpty(value) {
  return value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Null takes a default of values.yaml away. */
function schemaOf({ allowed, desc: description }) {
  const [, lowest, highest] = /^(\d+) to (\d+)(?: ms)?$/.exec(allowed) ?? [];
  if (lowest !== undefined) {
    return { description, type: ['integer', 'null'], minimum: Number(lowest), maximum: Number(highest) };
  }
  if (allowed.startsWith('0 to 1,')) return { description, type: ['number', 'null'], minimum: 0, maximum: 1 };
  if (/^(?:`[^`]+`(?:, )?)+$/.test(allowed)) {
    const choices = [...allowed.matchAll(/`([^`]+)`/g)].map(([, choice]) => choice);
    // Helm reads `on` and `off` without quotes as booleans.
    const booleans = [...(choices.includes('on') ? [true] : []), ...(choices.includes('off') ? [false] : [])];
    return { description, enum: [...choices, ...booleans, null] };
  }
  const text = { type: 'string', minLength: 1, ...(allowed.includes('host:port') ? { pattern: '^[^@]+$' } : {}) };
  if (!allowed.endsWith('separated by commas')) return { description, ...text, type: ['string', 'null'] };
  return { description, anyOf: [text, { type: 'array', minItems: 1, items: text }, { type: 'null' }] };
}

async function writeReadme() {
  const values = parseDocument(await readFile(`${chart}/values.yaml`, 'utf8'));
  const rows = rowsOf(/** @type {import('yaml').YAMLMap} */ (values.contents), '');
  const page = `# Helm chart of the macOS software update gateway

[docs/kubernetes.md](../../../docs/kubernetes.md) leads through an installation, an upgrade and a rollback. [ci/](ci/) has values
for common cases; the tests install none of them, but check each without a cluster.

\`\`\`sh
helm upgrade --install gateway deploy/helm/macos-software-update-gateway --namespace mac-updates --create-namespace \\
  --set image.repository=registry.contoso.com/macos-software-update-gateway
\`\`\`

Unknown keys and impossible values are rejected before anything is installed. The values are written by \`npm run chart\`.

| value | meaning | default |
| --- | --- | --- |
${rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')}
`;
  await write(`${chart}/README.md`, page);
}

/** @param {import('yaml').YAMLMap} map */
function rowsOf(map, path) {
  return map.items.flatMap(({ key, value }, index) => {
    const name = path === '' ? key.value : `${path}.${key.value}`;
    // The first comment of a map belongs to the map.
    const comment = (index === 0 && key.commentBefore === undefined ? map.commentBefore : key.commentBefore) ?? '';
    // Above the first key of the file the comment of the file comes first.
    const meaning =
      comment
        .split(/\n\s*\n/)
        .at(-1)
        ?.replaceAll('\n', ' ')
        .trim() ?? '';
    const isGroup = isMap(value) && value.items.length > 0 && value.flow !== true;
    if (isGroup && name !== 'config') return rowsOf(value, name);
    return [[`\`${name}\``, meaning, inline(value.toJSON())]];
  });
}

function inline(value) {
  return value === '' ? '' : `\`${JSON.stringify(value).replace(/^"(.*)"$/, '$1')}\``;
}

async function writeVersions() {
  const file = `${chart}/Chart.yaml`;
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const text = await readFile(file, 'utf8');
  await write(file, text.replace(/^(version|appVersion): .*$/gm, `$1: ${version}`));
}

async function write(file, text) {
  const options = await resolveConfig(file);
  await writeFile(file, await format(text, { ...options, filepath: file }));
}
